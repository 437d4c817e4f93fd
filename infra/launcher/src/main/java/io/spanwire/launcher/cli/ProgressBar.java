package io.spanwire.launcher.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * The progress of long work: a bar that moves in a terminal, and a line every few seconds elsewhere. It goes to standard
 * error, with the rate and the time left. One thread.
 */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final Duration LINE = Duration.ofSeconds(5);

    private final Console console;
    private final String what;
    private final String unit;
    private final boolean terminal = Console.isTerminal();
    private final long start = System.nanoTime();
    private long first = -1;
    private long lastLine = start;
    private boolean shown;

    /** @param unit of what is counted, like events */
    ProgressBar(Console console, String what, String unit) {
        this.console = console;
        this.what = what;
        this.unit = unit;
    }

    void show(long done, long total) {
        first = first < 0 ? done : first;
        long now = System.nanoTime();
        String text = text(done, total, (double) (now - start) / 1e9);
        if (terminal) {
            console.replace(text);
            shown = true;
        } else if (now - lastLine > LINE.toNanos()) {
            lastLine = now;
            console.note(text);
        }
    }

    private String text(long done, long total, double seconds) {
        double share = total == 0 ? 1 : Math.min(1, (double) done / (double) total);
        int full = (int) (share * WIDTH);
        double rate = (double) (done - first) / Math.max(seconds, 0.001);
        String left = rate < 1 ? "" : String.format(Locale.ROOT, ", %,.0f s left", (double) (total - done) / rate);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d of %,d %s, %,.0f/s%s",
                what,
                "#".repeat(full),
                " ".repeat(WIDTH - full),
                100 * share,
                done,
                total,
                unit,
                rate,
                left);
    }

    /** Ends the bar's line. */
    @Override
    public void close() {
        if (shown) {
            console.note("");
        }
    }
}

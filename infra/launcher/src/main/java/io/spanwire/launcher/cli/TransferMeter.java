package io.spanwire.launcher.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The progress of an export or import on standard error: one line that is replaced on a terminal, elsewhere a line now
 * and then.
 */
final class TransferMeter {
    private static final Duration TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final Console console;
    private final boolean terminal;
    private long start = System.nanoTime();
    private long shown = start;

    TransferMeter(Console console) {
        this.console = console;
        this.terminal = Console.isTerminal();
    }

    /** Measures from now on: what was before is no part of the work. */
    void start() {
        start = System.nanoTime();
        shown = start;
    }

    /** @param done the part that is done, 0 to 1, if it is known */
    void update(long events, OptionalDouble done) {
        long now = System.nanoTime();
        if (now - shown < (terminal ? TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        shown = now;
        String text = text(events, done, seconds());
        if (terminal) {
            console.replace(text);
        } else {
            console.note(text);
        }
    }

    /**
     * Prints the result in the place of the progress.
     *
     * @param done number of events that the speed counts
     */
    void finish(String verb, long events, long outcomes, long done) {
        if (terminal) {
            console.replace("");
        }
        console.note(result(verb, events, outcomes, done, seconds()));
    }

    /** The speed of a moment says nothing. */
    static String result(String verb, long events, long outcomes, long done, double seconds) {
        String speed = seconds < 1 ? "" : String.format(Locale.ROOT, " (%,.0f events/s)", done / seconds);
        return String.format(
                Locale.ROOT, "%s %,d events and %,d outcomes in %.1f s%s", verb, events, outcomes, seconds, speed);
    }

    private double seconds() {
        return Math.max(1, Duration.ofNanos(System.nanoTime() - start).toMillis()) / 1000.0;
    }

    /** For example {@code 42 %  84,000 events  31,000/s  6 s left}. */
    static String text(long events, OptionalDouble done, double seconds) {
        StringBuilder text = new StringBuilder();
        if (done.isPresent()) {
            text.append(String.format(Locale.ROOT, "%3.0f %%  ", Math.min(1, done.getAsDouble()) * 100));
        }
        text.append(String.format(Locale.ROOT, "%,d events  %,.0f/s", events, events / seconds));
        if (done.isPresent() && done.getAsDouble() > 0) {
            double left = seconds * Math.max(0, 1 - done.getAsDouble()) / done.getAsDouble();
            text.append(String.format(Locale.ROOT, "  %,.0f s left", left));
        }
        return text.toString();
    }
}

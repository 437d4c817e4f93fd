package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.ProgressListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** The terminal: results go to standard output, progress and errors to standard error. */
final class Console implements ProgressListener {
    private final PrintWriter out;
    private final PrintWriter err;
    private final long start = System.nanoTime();

    Console(CommandSpec command) {
        this.out = command.commandLine().getOut();
        this.err = command.commandLine().getErr();
    }

    void print(String result) {
        out.println(result);
        out.flush();
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }

    /** Replaces the last line of the terminal, which such a call has written; empty text removes it. */
    void replace(String text) {
        err.print("\r" + text + "\u001b[K"); // ECMA-48: erase to the end of the line
        err.flush();
    }

    @Override
    public synchronized void step(String phrase) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        note(String.format(Locale.ROOT, "%6.1f s  %s", seconds, phrase));
    }
}

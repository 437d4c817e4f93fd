package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.ProgressListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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

    /** A line for each row; a note if there is none. */
    <T> void list(List<T> rows, Function<T, String> line, String ifNone) {
        rows.forEach(row -> print(line.apply(row)));
        if (rows.isEmpty()) {
            note(ifNone);
        }
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

    /** Whether standard error is a terminal. Java cannot tell this of standard error alone, so Linux is asked. */
    static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    @Override
    public synchronized void step(String phrase) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        note(String.format(Locale.ROOT, "%6.1f s  %s", seconds, phrase));
    }
}

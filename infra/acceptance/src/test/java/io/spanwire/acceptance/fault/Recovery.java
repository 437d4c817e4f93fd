package io.spanwire.acceptance.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** Records recovery times for the fault table, one line each in {@code target/acceptance/recovery.txt}. */
final class Recovery {
    private static final Path FILE = Path.of("target", "acceptance", "recovery.txt");

    private Recovery() {}

    static void record(String fault, Duration recovery) throws IOException {
        Files.createDirectories(FILE.getParent());
        String line = String.format(Locale.ROOT, "%-60s %6.1f s%n", fault, recovery.toMillis() / 1000.0);
        Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package io.spanwire.launcher.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An embedded database without tables, created once for the tests of this JVM. A data folder that has a copy of it starts
 * in a fraction of the time: PostgreSQL's programs need not be unpacked, and its files need not be created.
 */
public final class PreparedDatabase {
    /** PostgreSQL's programs, unpacked once for all tests. */
    public static final Path BINARIES = Path.of("target", "postgres-binaries");

    private static final class Once {
        private static final Path HOME = create();
    }

    private PreparedDatabase() {}

    private static Path create() {
        try {
            Path home =
                    Files.createTempDirectory(Files.createDirectories(BINARIES).getParent(), "prepared-database");
            EmbeddedDatabase.start(home, BINARIES).close();
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies it into a new data folder. */
    public static void copyTo(Path data) throws IOException, InterruptedException {
        Path home = Files.createDirectories(data.resolve("postgres"));
        copy(Once.HOME.resolve("data"), home.resolve("data"));
        copy(Once.HOME.resolve("secrets"), home.resolve("secrets"));
        copy(BINARIES, home.resolve("binaries"));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(List.of("cp", "-a", from.toString(), to.toString()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("Could not copy " + from + " to " + to);
        }
    }
}

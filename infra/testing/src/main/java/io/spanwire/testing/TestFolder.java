package io.spanwire.testing;

import io.spanwire.launcher.platform.CloseStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, deleted when it is closed. */
record TestFolder(Path path) implements AutoCloseable {
    static TestFolder create() {
        try {
            return new TestFolder(Files.createTempDirectory("spanwire-test-").toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the parts also when the run is interrupted: PostgreSQL is another process and would stay. */
    static void closeAtExit(CloseStack parts) {
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "close-spanwire-test"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}

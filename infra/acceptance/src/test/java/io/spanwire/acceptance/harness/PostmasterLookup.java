package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the embedded PostgreSQL server of a data folder by its {@code postmaster.pid}. */
final class PostmasterLookup {
    private PostmasterLookup() {}

    /** The postmaster of the data folder's database; empty if none runs. */
    static List<ProcessHandle> of(Path data) {
        return postmaster(data.resolve("postgres"));
    }

    /** The postmaster of an embedded database's folder, followed by its child processes. */
    static List<ProcessHandle> withChildren(Path home) {
        return postmaster(home).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .toList();
    }

    private static List<ProcessHandle> postmaster(Path home) {
        try {
            String pid = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"))
                    .get(0)
                    .strip();
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            return process.filter(ProcessHandle::isAlive).map(List::of).orElse(List.of());
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

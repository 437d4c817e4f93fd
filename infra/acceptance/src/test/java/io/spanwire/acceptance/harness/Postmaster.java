package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the embedded PostgreSQL server of a data folder by its {@code postmaster.pid}. */
final class Postmaster {
    private Postmaster() {}

    /** Empty when none runs. */
    static List<ProcessHandle> of(Path data) {
        try {
            String pid = Files.readAllLines(
                            data.resolve("postgres").resolve("data").resolve("postmaster.pid"))
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

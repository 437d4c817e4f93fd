package io.spanwire.acceptance.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Appends history entries to a file of JSON lines and owns the clock of their times. Thread-safe. */
public final class Recorder implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final BufferedWriter writer;

    private Recorder(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Starts a new history in this file. */
    public static Recorder to(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new Recorder(file, Files.newBufferedWriter(file));
    }

    /** Reads the clock, in nanoseconds. */
    public long now() {
        return System.nanoTime();
    }

    public void record(HistoryEntry entry) {
        String line = HistoryLines.write(entry);
        lock.lock();
        try {
            writer.append(line).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Reads all entries recorded so far from the file. */
    public List<HistoryEntry> entries() throws IOException {
        lock.lock();
        try {
            writer.flush();
        } finally {
            lock.unlock();
        }
        try (java.util.stream.Stream<String> lines = Files.lines(file)) {
            return lines.map(HistoryLines::read).toList();
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}

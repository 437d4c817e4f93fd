package io.spanwire.bench.process;

import io.spanwire.bench.BenchFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child process that prints a line on standard output when it is ready. Its standard error goes to a file; when the start
 * fails, the exception quotes the end of that file. Closing sends SIGTERM, waits, and kills by pid what is still running.
 */
final class ChildProcess implements AutoCloseable {
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 40;
    private static final int QUOTED_LINES = 15;

    private final Process process;
    private final Path errors;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static ChildProcess start(List<String> command, Map<String, String> environment, Path errors) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new BenchFailed("A process could not be started: " + e.getMessage(), e);
        }
    }

    /** The rest of the first line that begins with the prefix; later lines are read and dropped. */
    String awaitLine(String prefix) {
        Thread reader = new Thread(() -> read(prefix), "bench-child-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new BenchFailed("A server did not become ready. The end of its log:\n" + logEnd(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }

    private void read(String prefix) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(prefix)) {
                    ready.complete(line.substring(prefix.length()));
                }
            }
            ready.completeExceptionally(new BenchFailed("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private String logEnd() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

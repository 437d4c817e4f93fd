package io.spanwire.launcher.embedded;

import io.spanwire.launcher.start.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server that an earlier, killed process left running on a data folder, found by its {@code postmaster.pid}
 * (pid in line 1, start in epoch seconds in line 3). It is stopped the way {@code pg_ctl -m fast} does, which the
 * superuser may not run: SIGINT, then SIGQUIT (recovery at the next start), at last SIGKILL.
 */
final class Postmaster {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);
    private static final List<String> SIGNALS = List.of("INT", "QUIT", "KILL");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path pidFile;

    Postmaster(Path data) {
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** The server that runs now, if any. */
    Optional<ProcessHandle> running() throws IOException {
        return Files.exists(pidFile) ? running(Files.readAllLines(pidFile)) : Optional.empty();
    }

    /** Stops what still runs and removes a pid file that belongs to nothing. */
    void stopLeftover() throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent()) {
            stop(running.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> running(List<String> lines) {
        if (lines.size() < 3) {
            return Optional.empty();
        }
        long pid = Math.abs(Long.parseLong(lines.get(0).strip()));
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> isPostgres(process, started));
    }

    /** A pid may have been given to another program since: name and start must fit too. */
    private static boolean isPostgres(ProcessHandle process, Instant started) {
        boolean named = process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(true);
        boolean timed = process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .orElse(true);
        return named && timed;
    }

    private static void stop(ProcessHandle process) throws IOException {
        for (String signal : SIGNALS) {
            send(process, signal);
            if (exited(process)) {
                return;
            }
        }
        throw new CannotStart(
                "A PostgreSQL server of an earlier run (process " + process.pid() + ") does not stop.",
                "Stop it by hand, then start again.");
    }

    private static void send(ProcessHandle process, String signal) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows") || signal.equals("KILL")) {
            process.destroyForcibly();
            return;
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
    }

    /** Waits for its end, within patience: the pid file goes a moment before the process does. */
    static boolean exited(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

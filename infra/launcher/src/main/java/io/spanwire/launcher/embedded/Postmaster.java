package io.spanwire.launcher.embedded;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The PostgreSQL server on a data folder, found by its {@code postmaster.pid} (line 1 its pid, line 2 its folder): ours, or
 * one that an earlier, killed process left running. It is stopped the way {@code pg_ctl -m fast} does, which the superuser
 * may not run: SIGINT, then SIGQUIT (recovery at the next start), at last SIGKILL.
 *
 * <p>Two servers on one folder destroy it, so the pid file goes only when its pid certainly belongs to another program.
 * In every other case it stays, for PostgreSQL's own check of pid and shared memory.
 */
final class Postmaster {
    private static final List<String> SIGNALS = List.of("INT", "QUIT", "KILL");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path pidFile;

    Postmaster(Path data) {
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** The server that runs now, if any. */
    Optional<ProcessHandle> running() throws IOException {
        return named().filter(process -> !isOther(process));
    }

    /** Stops what still runs; removes a pid file whose pid another program has by now. */
    void stopLeftover() throws IOException {
        Optional<ProcessHandle> named = named();
        if (named.isEmpty()) {
            return;
        }
        if (isOther(named.get())) {
            Files.deleteIfExists(pidFile);
        } else {
            stop(named.get());
        }
    }

    private Optional<ProcessHandle> named() throws IOException {
        List<String> lines = lines();
        return lines.isEmpty() ? Optional.empty() : alive(lines.get(0).strip());
    }

    private List<String> lines() throws IOException {
        return Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
    }

    private static Optional<ProcessHandle> alive(String pid) {
        return pid.matches("[0-9]{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)
                : Optional.empty();
    }

    /** Certainly not the server of this folder: another program, or a server that was started on another folder. */
    private boolean isOther(ProcessHandle process) {
        Optional<String> command = process.info().command();
        boolean otherProgram = command.isPresent() && !command.get().contains("postgres");
        return otherProgram
                || process.info().arguments().map(this::isOnOtherFolder).orElse(false);
    }

    private boolean isOnOtherFolder(String... arguments) {
        try {
            List<String> given = List.of(arguments);
            List<String> lines = lines();
            return lines.size() > 1
                    && given.contains("-D")
                    && !given.contains(lines.get(1).strip())
                    && !given.contains(String.valueOf(pidFile.getParent()));
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle process) throws IOException {
        for (String signal : SIGNALS) {
            send(process, signal);
            if (exited(process)) {
                return;
            }
        }
        throw new UserFacingException(
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

    /**
     * Waits for its end, within patience: the pid file goes a moment before the process does. Asks often, because
     * {@link ProcessHandle#onExit()} looks only now and then at a process that is not a child.
     */
    static boolean exited(ProcessHandle process) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return !process.isAlive();
    }
}

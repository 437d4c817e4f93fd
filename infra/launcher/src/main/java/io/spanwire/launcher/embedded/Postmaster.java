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
 * The PostgreSQL server process of a data folder, found through {@code postmaster.pid} (line 1 its pid, line 2 its
 * folder): this process's child, or one that an earlier, killed process left running. Stopping works like {@code pg_ctl
 * -m fast}, which root may not run: SIGINT, then SIGQUIT (recovery at the next start), finally SIGKILL.
 *
 * <p>Two servers on one folder would destroy it, so the pid file is deleted only if its pid certainly belongs to
 * another program. Otherwise it stays, for PostgreSQL's own check of pid and shared memory.
 */
final class Postmaster {
    private static final List<String> SIGNALS = List.of("INT", "QUIT", "KILL");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path pidFile;

    Postmaster(Path data) {
        this.pidFile = data.resolve("postmaster.pid");
    }

    Optional<ProcessHandle> running() throws IOException {
        return recorded().filter(process -> !isOther(process));
    }

    /** Stops a server that still runs; deletes a pid file whose pid now belongs to another program. */
    void stopLeftover() throws IOException {
        Optional<ProcessHandle> recorded = recorded();
        if (recorded.isEmpty()) {
            return;
        }
        if (isOther(recorded.get())) {
            Files.deleteIfExists(pidFile);
        } else {
            stop(recorded.get());
        }
    }

    private Optional<ProcessHandle> recorded() throws IOException {
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

    /** Whether it is certainly not the server of this folder: another program, or a server of another folder. */
    private boolean isOther(ProcessHandle process) {
        Optional<String> command = process.info().command();
        boolean otherProgram = command.isPresent() && !command.get().contains("postgres");
        return otherProgram
                || process.info().arguments().map(this::isOnOtherFolder).orElse(false);
    }

    private boolean isOnOtherFolder(String... arguments) {
        try {
            List<String> options = List.of(arguments);
            List<String> lines = lines();
            return lines.size() > 1
                    && options.contains("-D")
                    && !options.contains(lines.get(1).strip())
                    && !options.contains(String.valueOf(pidFile.getParent()));
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle process) throws IOException {
        for (String signal : SIGNALS) {
            send(process, signal);
            if (awaitExit(process)) {
                return;
            }
        }
        throw new UserFacingException(
                "A PostgreSQL server of an earlier run (process " + process.pid() + ") does not stop.",
                "Stop it manually, then start again.");
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
     * Waits for the process to exit, which happens shortly after the pid file is deleted; false after the timeout.
     * Polls, because {@link ProcessHandle#onExit()} checks a process that is not a child only rarely.
     */
    static boolean awaitExit(ProcessHandle process) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return !process.isAlive();
    }
}

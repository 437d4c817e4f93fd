package io.spanwire.acceptance.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The broker or the database of a cluster as a separate process, with its child processes; a test can kill, freeze,
 * stop and restart it. Not thread-safe.
 */
public final class BackendProcess implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Class<?> main;
    private final Path folder;
    private final String name;
    private final List<String> arguments;
    private final Supplier<List<ProcessHandle>> others;
    private final List<ProcessHandle> frozen = new ArrayList<>();
    private @Nullable ServerProcess process;
    private int runs;

    /** @param others the processes that belong to it besides the one of the main class; the first is their parent */
    BackendProcess(
            Class<?> main, Path folder, String name, List<String> arguments, Supplier<List<ProcessHandle>> others) {
        this.main = main;
        this.folder = folder;
        this.name = name;
        this.arguments = arguments;
        this.others = others;
    }

    /** Starts or restarts it and waits until it is ready. */
    public void start() throws IOException {
        ServerProcess started = ServerProcess.start(main, folder.resolve(name + '-' + ++runs + ".txt"), arguments);
        process = started;
        started.awaitReady();
    }

    private ServerProcess program() {
        if (process == null) {
            throw new IllegalStateException("Not started");
        }
        return process;
    }

    /** Standard output and standard error of the current run. */
    public String output() {
        return program().output();
    }

    /** All its running processes. */
    public List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(others.get());
        ProcessHandle.of(program().pid()).filter(ProcessHandle::isAlive).ifPresent(all::add);
        return all;
    }

    public boolean isAlive() {
        return program().isAlive();
    }

    /** Sends SIGKILL to all its processes and waits for their end. */
    public void kill() throws IOException, InterruptedException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            each.onExit().join();
        }
    }

    /** Sends SIGKILL to the parent of the other processes only: PostgreSQL's postmaster. */
    public void killPostmaster() {
        ProcessHandle postmaster = others.get().get(0);
        postmaster.destroyForcibly();
        postmaster.onExit().join();
    }

    /** Whether the postmaster has ended and the program that started it has not. */
    public boolean hasLostPostmaster() {
        return others.get().isEmpty() && isAlive();
    }

    /** Stops it with SIGTERM and waits for its end. */
    public void stop() throws IOException, InterruptedException {
        program().signal("TERM");
        if (program().awaitExit(STOP_TIMEOUT).isEmpty()) {
            throw new IllegalStateException(name + " did not stop within " + STOP_TIMEOUT);
        }
    }

    /** Sends SIGSTOP to all its processes. */
    public void freeze() throws IOException, InterruptedException {
        frozen.addAll(processes());
        for (ProcessHandle each : frozen) {
            Signals.send(each.pid(), "STOP");
        }
        await().atMost(Duration.ofSeconds(10)).until(this::isFrozen);
    }

    /** Whether all processes that were frozen still are. */
    public boolean isFrozen() throws IOException {
        for (ProcessHandle each : frozen) {
            if (!Signals.isStopped(each.pid())) {
                return false;
            }
        }
        return !frozen.isEmpty();
    }

    public void thaw() throws IOException, InterruptedException {
        for (ProcessHandle each : frozen) {
            if (each.isAlive()) {
                Signals.send(each.pid(), "CONT");
            }
        }
        frozen.clear();
    }

    /** Ends all its processes, in any state. */
    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        try {
            thaw();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<ProcessHandle> remaining = processes();
        Server.endQuietly(process);
        remaining.forEach(ProcessHandle::destroyForcibly);
        others.get().forEach(ProcessHandle::destroyForcibly);
    }
}

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
 * The broker or the database of an installation as a process of its own, and whatever processes belong to it: killed, frozen,
 * stopped, started again. One thread.
 */
public final class BackendProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Class<?> main;
    private final Path folder;
    private final String name;
    private final List<String> arguments;
    private final Supplier<List<ProcessHandle>> others;
    private final List<ProcessHandle> frozen = new ArrayList<>();
    private @Nullable ServerProcess program;
    private int runs;

    /** @param others the processes that belong to it besides the one with that main class */
    BackendProcess(
            Class<?> main, Path folder, String name, List<String> arguments, Supplier<List<ProcessHandle>> others) {
        this.main = main;
        this.folder = folder;
        this.name = name;
        this.arguments = arguments;
        this.others = others;
    }

    /** Starts it (again) and waits until it serves. */
    public void start() throws IOException {
        ServerProcess started = ServerProcess.start(main, folder.resolve(name + '-' + ++runs + ".txt"), arguments);
        program = started;
        started.ready();
    }

    private ServerProcess program() {
        if (program == null) {
            throw new IllegalStateException("Not started");
        }
        return program;
    }

    /** What its present process wrote to its terminal. */
    public String said() {
        return program().said();
    }

    /** All its processes that run. */
    public List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(others.get());
        ProcessHandle.of(program().pid()).filter(ProcessHandle::isAlive).ifPresent(all::add);
        return all;
    }

    public boolean isAlive() {
        return program().isAlive();
    }

    /** SIGKILL for all of it. */
    public void kill() throws IOException, InterruptedException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            process.onExit().join();
        }
    }

    /** SIGKILL for the process that leads the others, and only for that. */
    public void behead() {
        ProcessHandle leader = others.get().get(0);
        leader.destroyForcibly();
        leader.onExit().join();
    }

    /** Whether the leading process is gone and the program that started it is not. */
    public boolean isBeheaded() {
        return others.get().isEmpty() && isAlive();
    }

    /** Asks it to stop, as an operator does, and waits for it. */
    public void stop() throws IOException, InterruptedException {
        program().signal("TERM");
        if (program().ended(STOP).isEmpty()) {
            throw new IllegalStateException(name + " does not stop");
        }
    }

    /** SIGSTOP for all of it. */
    public void freeze() throws IOException, InterruptedException {
        frozen.addAll(processes());
        for (ProcessHandle process : frozen) {
            Signals.send(process.pid(), "STOP");
        }
        await().atMost(Duration.ofSeconds(10)).until(this::isFrozen);
    }

    /** Whether everything that was frozen still is. */
    public boolean isFrozen() throws IOException {
        for (ProcessHandle process : frozen) {
            if (!Signals.isStopped(process.pid())) {
                return false;
            }
        }
        return !frozen.isEmpty();
    }

    public void thaw() throws IOException, InterruptedException {
        for (ProcessHandle process : frozen) {
            if (process.isAlive()) {
                Signals.send(process.pid(), "CONT");
            }
        }
        frozen.clear();
    }

    /** Ends all of it, however it is. */
    @Override
    public void close() throws IOException {
        if (program == null) {
            return;
        }
        try {
            thaw();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<ProcessHandle> left = processes();
        Server.endQuietly(program);
        left.forEach(ProcessHandle::destroyForcibly);
        others.get().forEach(ProcessHandle::destroyForcibly);
    }
}

package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.BackendProcess;
import java.io.IOException;
import java.time.Duration;

/** The broker or the database is frozen, stopped or killed, and started again. */
public final class BackendFault implements Fault {
    private final String name;
    private final Duration hold;
    private final Step inject;
    private final Step heal;
    private final Check check;
    private boolean injected;
    private boolean happened;

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Whether the backend is in the state that the fault causes. */
    @FunctionalInterface
    private interface Check {
        boolean holds() throws IOException;
    }

    private BackendFault(String name, Duration hold, Step inject, Check check, Step heal) {
        this.name = name;
        this.hold = hold;
        this.inject = inject;
        this.check = check;
        this.heal = heal;
    }

    /** SIGSTOP of all its processes, then SIGCONT. */
    public static BackendFault frozen(String name, BackendProcess backend, Duration hold) {
        return new BackendFault(name + " is frozen (SIGSTOP)", hold, backend::freeze, backend::isFrozen, backend::thaw);
    }

    /** SIGTERM, then a start. */
    public static BackendFault stopped(String name, BackendProcess backend, Start start, Duration hold) {
        return new BackendFault(name + " is stopped", hold, backend::stop, () -> !backend.isAlive(), start::start);
    }

    /** SIGKILL of all its processes, then a start. */
    public static BackendFault killed(String name, BackendProcess backend, Start start, Duration hold) {
        return new BackendFault(
                name + " is killed (SIGKILL)", hold, backend::kill, () -> !backend.isAlive(), start::start);
    }

    /** SIGKILL of PostgreSQL's postmaster alone; then of the remaining processes, and a start. */
    public static BackendFault postmasterKilled(String name, BackendProcess backend, Start start, Duration hold) {
        return new BackendFault(
                name + " loses its postmaster (SIGKILL)",
                hold,
                backend::killPostmaster,
                backend::hasLostPostmaster,
                () -> {
                    backend.kill();
                    start.start();
                });
    }

    /** Starts the backend again. */
    @FunctionalInterface
    public interface Start {
        void start() throws IOException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws IOException, InterruptedException {
        injected = true;
        inject.run();
        happened = check.holds();
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        if (injected) {
            happened = happened && check.holds();
            injected = false;
            heal.run();
        }
    }

    @Override
    public String prove() {
        assertThat(happened).as("%s, until it was healed", name).isTrue();
        return name;
    }
}

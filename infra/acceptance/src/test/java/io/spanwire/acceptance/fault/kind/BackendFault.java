package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.BackendProcess;
import java.io.IOException;
import java.time.Duration;

/** The broker or the database as a whole stands still, is stopped or dies, and comes back. */
public final class BackendFault implements Fault {
    private final String name;
    private final Duration hold;
    private final Step inject;
    private final Step heal;
    private final Check check;
    private boolean injected;
    private boolean happened;

    /** Something done to a part. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    /** Whether the part is as the fault wants it. */
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

    /** SIGSTOP of all its processes, and SIGCONT. */
    public static BackendFault frozen(String what, BackendProcess part, Duration hold) {
        return new BackendFault(what + " stands still (SIGSTOP)", hold, part::freeze, part::isFrozen, part::thaw);
    }

    /** Stopped as an operator does it, and started. */
    public static BackendFault stopped(String what, BackendProcess part, Start start, Duration hold) {
        return new BackendFault(what + " is stopped", hold, part::stop, () -> !part.isAlive(), start::start);
    }

    /** SIGKILL of all its processes, and a start. */
    public static BackendFault killed(String what, BackendProcess part, Start start, Duration hold) {
        return new BackendFault(what + " dies (SIGKILL)", hold, part::kill, () -> !part.isAlive(), start::start);
    }

    /** SIGKILL of its first process alone, PostgreSQL's postmaster; then of all that is left, and a start. */
    public static BackendFault beheaded(String what, BackendProcess part, Start start, Duration hold) {
        return new BackendFault(what + " loses its postmaster (SIGKILL)", hold, part::behead, part::isBeheaded, () -> {
            part.kill();
            start.start();
        });
    }

    /** How the part is started again. */
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
        inject.take();
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
            heal.take();
        }
    }

    @Override
    public String prove() {
        assertThat(happened).as("%s, from beginning to end", name).isTrue();
        return name;
    }
}

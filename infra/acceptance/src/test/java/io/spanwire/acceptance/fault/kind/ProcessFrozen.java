package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.time.Duration;

/** SIGSTOP of a process; heal sends SIGCONT. */
public final class ProcessFrozen implements Fault {
    private final String role;
    private final Server server;
    private final Duration hold;
    private boolean stopped;

    /** @param hold longer than 10 s, a worker's Kafka session, makes the worker a zombie */
    public ProcessFrozen(String role, Server server, Duration hold) {
        this.role = role;
        this.server = server;
        this.hold = hold;
    }

    @Override
    public String name() {
        return "SIGSTOP of " + role;
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void inject() throws Exception {
        stopped = false;
        server.freeze();
    }

    @Override
    public void heal() throws Exception {
        stopped = Signals.isStopped(server.pid());
        server.thaw();
    }

    @Override
    public String prove() {
        assertThat(stopped).as("stopped until healed").isTrue();
        assertThat(server.isAlive()).isTrue();
        return "process " + server.pid() + " was frozen";
    }
}

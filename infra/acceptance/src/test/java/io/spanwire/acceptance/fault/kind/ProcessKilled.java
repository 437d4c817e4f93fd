package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.time.Duration;

/** SIGKILL of a process; heal starts it again. */
public final class ProcessKilled implements Fault {
    private final String role;
    private final Server server;
    private final Duration hold;
    private long pid;

    /** @param hold how long it stays down; after 10 s a worker's partitions go to another worker */
    public ProcessKilled(String role, Server server, Duration hold) {
        this.role = role;
        this.server = server;
        this.hold = hold;
    }

    @Override
    public String name() {
        return "SIGKILL of " + role;
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void inject() throws Exception {
        pid = server.pid();
        server.kill();
    }

    @Override
    public void heal() throws Exception {
        if (!server.isAlive()) {
            server.start();
        }
    }

    @Override
    public String prove() {
        assertThat(Signals.isAlive(pid)).as("process %d", pid).isFalse();
        assertThat(server.pid()).isNotEqualTo(pid);
        return "process " + pid + " ended, " + server.pid() + " replaces it";
    }
}

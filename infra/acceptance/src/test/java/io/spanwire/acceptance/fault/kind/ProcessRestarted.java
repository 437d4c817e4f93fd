package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import java.time.Duration;
import java.util.Optional;

/** SIGTERM of a process, which drains and ends; heal starts it again. */
public final class ProcessRestarted implements Fault {
    private final String role;
    private final Server server;
    private long pid;
    private Optional<Duration> took = Optional.empty();

    public ProcessRestarted(String role, Server server) {
        this.role = role;
        this.server = server;
    }

    @Override
    public String name() {
        return "SIGTERM of " + role;
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() throws Exception {
        pid = server.pid();
        took = server.terminate();
    }

    @Override
    public void heal() throws Exception {
        if (!server.isAlive()) {
            server.start();
        }
    }

    @Override
    public String prove() {
        assertThat(took).as("time until it ended after SIGTERM").isPresent();
        assertThat(server.pid()).isNotEqualTo(pid);
        return "process " + pid + " ended in " + took.orElseThrow().toMillis() + " ms, " + server.pid()
                + " replaces it";
    }
}

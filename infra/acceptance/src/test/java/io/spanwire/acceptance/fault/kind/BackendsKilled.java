package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.BackendProcess;
import java.time.Duration;
import java.util.List;

/** SIGKILL of broker, database or both, at the same moment; started again when healed. */
public final class BackendsKilled implements Fault {
    /** Starts what has died. */
    @FunctionalInterface
    public interface Again {
        void start() throws Exception;
    }

    private final String names;
    private final List<BackendProcess> parts;
    private final Duration hold;
    private final Again again;
    private boolean died;

    public BackendsKilled(String names, List<BackendProcess> parts, Duration hold, Again again) {
        this.names = names;
        this.parts = List.copyOf(parts);
        this.hold = hold;
        this.again = again;
    }

    @Override
    public String name() {
        return "SIGKILL of " + names;
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void inject() throws Exception {
        died = false;
        for (BackendProcess part : parts) {
            part.kill();
        }
        died = parts.stream().noneMatch(BackendProcess::isAlive);
    }

    @Override
    public void heal() throws Exception {
        if (parts.stream().noneMatch(BackendProcess::isAlive)) {
            again.start();
        }
    }

    @Override
    public String prove() {
        assertThat(died).as("%s died", names).isTrue();
        return names + " died";
    }
}

package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.BackendProcess;
import java.time.Duration;
import java.util.List;

/** SIGKILL of broker, database or both at the same time; heal starts them again. */
public final class BackendsKilled implements Fault {
    /** Starts the killed backends again. */
    @FunctionalInterface
    public interface Start {
        void start() throws Exception;
    }

    private final String names;
    private final List<BackendProcess> backends;
    private final Duration hold;
    private final Start start;
    private boolean killed;

    public BackendsKilled(String names, List<BackendProcess> backends, Duration hold, Start start) {
        this.names = names;
        this.backends = List.copyOf(backends);
        this.hold = hold;
        this.start = start;
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
        killed = false;
        for (BackendProcess backend : backends) {
            backend.kill();
        }
        killed = backends.stream().noneMatch(BackendProcess::isAlive);
    }

    @Override
    public void heal() throws Exception {
        if (backends.stream().noneMatch(BackendProcess::isAlive)) {
            start.start();
        }
    }

    @Override
    public String prove() {
        assertThat(killed).as("%s ended", names).isTrue();
        return names + " ended";
    }
}

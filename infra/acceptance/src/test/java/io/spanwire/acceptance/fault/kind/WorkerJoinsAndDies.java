package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A worker joins the cluster; heal kills it and does not restart it. */
public final class WorkerJoinsAndDies implements Fault {
    /** Starts another worker of the cluster. */
    @FunctionalInterface
    public interface Start {
        Server start() throws IOException;
    }

    private final Start start;
    private final List<Long> killed = new ArrayList<>();
    private Optional<Server> worker = Optional.empty();
    private int started;

    public WorkerJoinsAndDies(Start start) {
        this.start = start;
    }

    @Override
    public String name() {
        return "a worker joins and is killed";
    }

    @Override
    public void inject() throws Exception {
        worker = Optional.of(start.start());
        started++;
    }

    @Override
    public void heal() throws Exception {
        if (worker.isPresent()) {
            killed.add(worker.get().pid());
            worker.get().kill();
            worker = Optional.empty();
        }
    }

    @Override
    public String prove() {
        assertThat(started).isEqualTo(killed.size()).isPositive();
        assertThat(killed).noneMatch(Signals::isAlive);
        return "workers " + killed + " joined and were killed";
    }
}

package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A worker joins; when healed it is killed, never to come back. */
public final class WorkerJoinsAndDies implements Fault {
    /** Starts another worker of the installation. */
    @FunctionalInterface
    public interface Joining {
        Server worker() throws IOException;
    }

    private final Joining joining;
    private final List<Long> gone = new ArrayList<>();
    private Optional<Server> extra = Optional.empty();
    private int joined;

    public WorkerJoinsAndDies(Joining joining) {
        this.joining = joining;
    }

    @Override
    public String name() {
        return "a worker joins and is killed";
    }

    @Override
    public void inject() throws Exception {
        extra = Optional.of(joining.worker());
        joined++;
    }

    @Override
    public void heal() throws Exception {
        if (extra.isPresent()) {
            gone.add(extra.get().pid());
            extra.get().kill();
            extra = Optional.empty();
        }
    }

    @Override
    public String prove() {
        assertThat(joined).isEqualTo(gone.size()).isPositive();
        assertThat(gone).noneMatch(Signals::isAlive);
        return "workers " + gone + " came and went";
    }
}

package io.spanwire.projections.simulation;

import io.spanwire.projections.simulation.ThreadScheduler.Runner;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A transaction of the simulated database, as the server knows it: it may outlive the lane that began it. */
final class SimulatedTransaction {
    private final Runner client;
    private final Set<Integer> locks = new HashSet<>();
    private Optional<SimulatedTransaction> waitsFor = Optional.empty();
    private boolean commitSent;
    private boolean ended;

    SimulatedTransaction(Runner client) {
        this.client = client;
    }

    Runner client() {
        return client;
    }

    Set<Integer> locks() {
        return locks;
    }

    /** Whether waiting for the other would never end. */
    boolean wouldDeadlock(SimulatedTransaction other) {
        Optional<SimulatedTransaction> next = Optional.of(other);
        while (next.isPresent()) {
            if (next.get() == this) {
                return true;
            }
            next = next.get().waitsFor;
        }
        return false;
    }

    void waitFor(Optional<SimulatedTransaction> other) {
        waitsFor = other;
    }

    /** All its statements have reached the server, commit being the last: it commits whatever becomes of the client. */
    void commitSent() {
        commitSent = true;
    }

    boolean mayCommit() {
        return commitSent;
    }

    void end() {
        ended = true;
        waitsFor = Optional.empty();
    }

    boolean ended() {
        return ended;
    }
}

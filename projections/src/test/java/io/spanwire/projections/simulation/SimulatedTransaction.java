package io.spanwire.projections.simulation;

import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A transaction on the simulated server; it may outlive the lane that began it. */
final class SimulatedTransaction {
    private final SimulatedThread client;
    private final Set<Integer> locks = new HashSet<>();
    private Optional<SimulatedTransaction> waitsFor = Optional.empty();
    private boolean commitSent;
    private boolean ended;

    SimulatedTransaction(SimulatedThread client) {
        this.client = client;
    }

    SimulatedThread client() {
        return client;
    }

    Set<Integer> locks() {
        return locks;
    }

    /** Whether waiting for the other transaction would be a deadlock. */
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

    /** All statements including the commit have reached the server: it may commit even if the client dies. */
    void markCommitSent() {
        commitSent = true;
    }

    boolean isCommitSent() {
        return commitSent;
    }

    void end() {
        ended = true;
        waitsFor = Optional.empty();
    }

    boolean isEnded() {
        return ended;
    }
}

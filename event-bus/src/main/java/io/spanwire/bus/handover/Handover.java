package io.spanwire.bus.handover;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import java.util.List;

/**
 * The shortcut between the roles of one process: a worker hands what it has committed to the edge and the notifier beside it,
 * in memory, instead of both reading it back from Kafka. The worker still publishes every event for the other processes.
 *
 * <p>Nothing depends on it: what is not handed over comes through Kafka, and what comes twice is dropped by position. The roles
 * register when they start; until then, and in a process without them, nothing is handed over. Thread-safe.
 */
public final class Handover {
    /** The edge of this process. Called on a lane's thread; must not block or throw. */
    @FunctionalInterface
    public interface Outcomes {
        /**
         * Answers the requests of this process that wait for the outcome.
         *
         * @param replyTo the partition of {@code spanwire.outcomes} that the sender of the command reads
         * @return whether the sender was one of them, so that the outcome needs no record
         */
        boolean answer(Outcome outcome, int replyTo);
    }

    /** The notifier of this process. Called on a lane's thread; must not block or throw. */
    @FunctionalInterface
    public interface Events {
        /** Delivers newly committed events of a partition, in position order. */
        void deliver(int partition, List<StoredEvent> events);
    }

    private volatile Outcomes outcomes = (outcome, replyTo) -> false;
    private volatile Events events = (partition, committed) -> {};

    /** Registers the edge of this process. */
    public void toEdge(Outcomes edge) {
        outcomes = edge;
    }

    /** Registers the notifier of this process. */
    public void toNotifier(Events notifier) {
        events = notifier;
    }

    /** Hands an outcome to the edge; see {@link Outcomes#answer}. */
    public boolean answer(Outcome outcome, int replyTo) {
        return outcomes.answer(outcome, replyTo);
    }

    /** Hands newly committed events of a partition, in position order, to the notifier. */
    public void deliver(int partition, List<StoredEvent> committed) {
        events.deliver(partition, committed);
    }
}

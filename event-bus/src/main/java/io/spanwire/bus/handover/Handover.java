package io.spanwire.bus.handover;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import java.util.List;

/**
 * The in-memory path from the worker to the edge and the notifier of the same process. A worker passes committed
 * outcomes and events to them directly, so that they need not wait for Kafka. It still publishes every event for the
 * other processes.
 *
 * <p>It is only an optimization: the same events arrive through Kafka, and the second arrival of a position is dropped.
 * The roles register when they start; before that, and in a process without them, nothing is handed over. Thread-safe.
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

    /** Passes an outcome to the edge; see {@link Outcomes#answer}. */
    public boolean answer(Outcome outcome, int replyTo) {
        return outcomes.answer(outcome, replyTo);
    }

    /** Passes newly committed events of a partition, in position order, to the notifier. */
    public void deliver(int partition, List<StoredEvent> committed) {
        events.deliver(partition, committed);
    }
}

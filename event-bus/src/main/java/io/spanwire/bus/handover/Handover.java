package io.spanwire.bus.handover;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import java.util.List;

/**
 * The in-memory paths between the roles of one process. The edge passes commands that Kafka has acknowledged to the
 * worker; the worker passes committed outcomes and events back to the edge and to the notifier. None of them needs to
 * wait until Kafka delivers what the process knows already.
 *
 * <p>It is only an optimization: the same commands and events arrive through Kafka. A receiver drops the second
 * arrival, and reads from Kafka what was not handed over. The roles register when they start; before that, and in a
 * process without them, nothing is handed over. Thread-safe.
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

    /** The worker of this process. Called on a thread of the Kafka client; must not block or throw. */
    @FunctionalInterface
    public interface Commands {
        /** Takes a command that all in-sync replicas have; those of a partition arrive in the order of their offsets. */
        void acknowledged(AcknowledgedCommand command);
    }

    /**
     * A command and its place in the command log.
     *
     * @param replyTo the partition of {@code spanwire.outcomes} that the sender of the command reads, or
     *     {@link #NO_REPLY}
     */
    public record AcknowledgedCommand(int partition, long offset, Command command, int replyTo) {}

    /** Nobody waits for the outcome. */
    public static final int NO_REPLY = -1;

    private volatile Commands commands = command -> {};
    private volatile Outcomes outcomes = (outcome, replyTo) -> false;
    private volatile Events events = (partition, committed) -> {};

    /** Registers the worker of this process. */
    public void toWorker(Commands worker) {
        commands = worker;
    }

    /** Registers the edge of this process. */
    public void toEdge(Outcomes edge) {
        outcomes = edge;
    }

    /** Registers the notifier of this process. */
    public void toNotifier(Events notifier) {
        events = notifier;
    }

    /** Passes a command that Kafka has acknowledged to the worker; see {@link Commands#acknowledged}. */
    public void acknowledged(AcknowledgedCommand command) {
        commands.acknowledged(command);
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

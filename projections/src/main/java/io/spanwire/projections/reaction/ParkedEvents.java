package io.spanwire.projections.reaction;

import io.spanwire.bus.message.StreamId;
import java.util.Optional;

/**
 * The events of a stream that wait for a reaction that has failed.
 *
 * @param version of the event at which it failed
 * @param last the version of the last event that waits
 * @param waiting how many events of the reaction wait
 * @param domains identifies the domains of the worker where it failed
 * @param order what an operator has ordered
 */
record ParkedEvents(
        String reaction,
        StreamId stream,
        int partition,
        long version,
        long last,
        long waiting,
        String domains,
        Optional<Order> order) {
    /** What is to be done with the events. */
    enum Order {
        /** React to all of them, in order. */
        RETRY,
        /** React to all but the first. */
        DROP,
        /** React to none of them. */
        DROP_ALL;

        static Order of(String verb) {
            return switch (verb) {
                case "retry" -> RETRY;
                case "drop" -> DROP;
                case "drop-all" -> DROP_ALL;
                default -> throw new IllegalStateException("Nobody can order " + verb);
            };
        }
    }

    /** These events, and those that wait behind them. */
    ParkedEvents with(ParkedEvents next) {
        return new ParkedEvents(
                reaction, stream, partition, version, next.last, waiting + next.waiting, domains, order);
    }
}

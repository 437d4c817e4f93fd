package io.spanwire.notifier.hub;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.FeedPage;
import java.util.function.Supplier;

/** The destination of a feed's events. Called on its shard's event loop only. */
public interface FeedSink {
    /** Whether to pause writing; the owner of the sink runs the subscription again when it drains. */
    boolean isFull();

    /** The most events that it takes from now on. */
    default int limit() {
        return Integer.MAX_VALUE;
    }

    /** @param token of the place behind the event */
    void event(StoredEvent event, Supplier<FeedToken> token);

    /**
     * Writes events of a page until it is full, the first one in any case.
     *
     * @param from the first one
     * @param progress takes note that the events before one were written, and has the token of the place behind them
     * @return the event behind the last one that was written
     */
    int page(FeedPage page, int from, Progress progress);

    /** How far a page was written. */
    @FunctionalInterface
    interface Progress {
        FeedToken written(int before);
    }

    /** Everything up to this place has been written; later events are new. Called once. */
    default void caughtUp(FeedToken token) {}

    /** No further event for now: flush buffered output. */
    default void idle(Supplier<FeedToken> token) {}

    /** Nothing more is to be written. */
    default void stopped() {}

    /** The last requested event has been written. */
    default void ended() {}

    /** History could not be read within the allowed attempts; the subscription is stopped. */
    void failed(Problem problem);
}

package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.StoredEvent;

/** The next thing to do for a {@link FeedCursor}. */
public sealed interface FeedStep {
    /** Look at this event, write it if the feed has it, then call {@link FeedCursor#passed}. */
    record Look(int partition, StoredEvent event) implements FeedStep {}

    /** Write events of the page in memory, from this one on, then call {@link FeedCursor#pageSent}. */
    record SendPage(FeedPositions page, int from) implements FeedStep {}

    /** Replay has reached live events. Returned once. */
    record CaughtUp() implements FeedStep {}

    /** Read a page of history, then call {@link FeedCursor#pageRead} or {@link FeedCursor#readFailed}. */
    record Read() implements FeedStep {}

    /** Wait until something changes. */
    enum Idle implements FeedStep {
        /** The sink is full: step again when it has drained. */
        UNTIL_DRAINED,
        /** A page is being read: step again when it has arrived. */
        UNTIL_READ,
        /** A read failed: call {@link FeedCursor#retry} later. */
        UNTIL_RETRIED,
        /** All known events are passed: step again when a head is raised. */
        UNTIL_NOTIFIED,
        /** The last requested event has been passed. */
        ENDED
    }
}

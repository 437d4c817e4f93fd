package io.spanwire.notifier.hub;

import io.spanwire.notifier.cursor.StreamHead;

/** What became of opening a subscription. */
public sealed interface SubscribeResult {
    /** The stream's head as of opening. */
    StreamHead head();

    /** It begins with the next run. */
    record Begun(StreamHead head) implements SubscribeResult {}

    /** The client's epoch is another one, or its version lies beyond the head: nothing was opened. */
    record OtherEpoch(StreamHead head) implements SubscribeResult {}
}

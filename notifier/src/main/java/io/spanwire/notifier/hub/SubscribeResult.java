package io.spanwire.notifier.hub;

import io.spanwire.notifier.cursor.StreamHead;

/** The result of opening a subscription. */
public sealed interface SubscribeResult {
    /** The current head of the stream. */
    StreamHead head();

    /** The subscription is open and starts with its next run. */
    record Started(StreamHead head) implements SubscribeResult {}

    /** The client's epoch is another one, or its version is beyond the head: nothing was opened. */
    record OtherEpoch(StreamHead head) implements SubscribeResult {}
}

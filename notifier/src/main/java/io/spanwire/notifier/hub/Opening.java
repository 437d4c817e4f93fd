package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.notifier.cursor.StreamHead;

/** What became of opening a subscription. */
public sealed interface Opening {
    /** What a client is told whose position is not one of this history. */
    Problem OTHER_EPOCH = Problem.of(
            "other-epoch",
            409,
            "This is another history",
            "The position is not one of this history, which was recreated. Forget what came of it and start over.");

    /** The stream's head as of opening. */
    StreamHead head();

    /** It begins with the next run. */
    record Begun(StreamHead head) implements Opening {}

    /** The client's epoch is another one, or its version lies beyond the head: nothing was opened. */
    record OtherEpoch(StreamHead head) implements Opening {}
}

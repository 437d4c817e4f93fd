package io.spanwire.launcher.cli;

import io.spanwire.bus.message.ParkedOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.CannotStart;
import io.spanwire.projections.operator.ParkedDesk;
import io.spanwire.projections.operator.ParkedStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** One look at parked streams, or one order, and what the operator is told of it. */
record Operation(ParkedDesk desk, Console console, String by, Duration patience) {
    /** The stream as it is parked; refused when it is not. */
    ParkedStream parked(StreamId stream) {
        return desk.stream(stream)
                .orElseThrow(() -> new CannotStart(
                        "The stream " + stream + " is not parked.", "See what is: spanwire parked list"));
    }

    int order(StreamId stream, ParkedOrder.Verb verb) {
        ParkedStream before = parked(stream);
        console.note(verb.text() + " " + stream + ": " + before.waiting() + " waiting");
        OptionalInt decided = desk.order(stream, verb, by, patience);
        if (decided.isEmpty()) {
            throw new CannotStart(
                    "The order is given, and was not carried out within " + patience.toSeconds() + " s.",
                    "Check that a worker runs; it will carry the order out. Then: spanwire parked list");
        }
        Optional<ParkedStream> after = desk.stream(stream);
        console.line(stream + ": " + decided.getAsInt() + " decided, "
                + after.map(still -> still.waiting() + " waiting; parked again: " + still.reason())
                        .orElse("none waiting; the stream goes on"));
        return after.isPresent() ? 1 : 0;
    }
}

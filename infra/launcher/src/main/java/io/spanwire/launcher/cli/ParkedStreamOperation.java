package io.spanwire.launcher.cli;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.ParkedStream;
import io.spanwire.projections.operator.ParkedStreamAdmin;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** One look at parked streams, or one order, and what the operator is told of it. */
record ParkedStreamOperation(ParkedStreamAdmin desk, Console console, String by, Duration patience) {
    /** The stream as it is parked; refused when it is not. */
    ParkedStream parked(StreamId stream) {
        return desk.stream(stream)
                .orElseThrow(() -> new UserFacingException(
                        "The stream " + stream + " is not parked.", "See what is: spanwire parked list"));
    }

    int order(StreamId stream, OperatorOrder.Verb verb) {
        ParkedStream before = parked(stream);
        console.note(verb.text() + " " + stream + ": " + before.waiting() + " waiting");
        OptionalInt decided = desk.order(stream, verb, by, patience);
        if (decided.isEmpty()) {
            throw new UserFacingException(
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

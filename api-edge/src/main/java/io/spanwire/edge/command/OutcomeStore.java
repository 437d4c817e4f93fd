package io.spanwire.edge.command;

import io.spanwire.bus.message.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The stored outcomes, which are authoritative. */
@FunctionalInterface
public interface OutcomeStore {
    /**
     * Finds the outcome; empty while the command is undecided or unknown. One that is not final may be of an earlier
     * attempt. Fails with the problem unavailable when the store does not answer.
     */
    Future<Optional<Outcome>> find(UUID command);
}

package io.spanwire.edge.command;

import io.spanwire.bus.message.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The outcomes on record: the truth about what became of a command. */
@FunctionalInterface
public interface OutcomeStore {
    /**
     * The outcome, or empty while the command is undecided or unknown. One that is not final may be of an earlier attempt.
     * Fails unavailable when the record cannot be read.
     */
    Future<Optional<Outcome>> find(UUID command);
}

package io.spanwire.edge.command;

import io.spanwire.bus.message.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.UUID;

/** One who waits for an outcome. Settled once, on its own event loop; whatever comes later is too late. */
final class OutcomeWaiter {
    private final UUID command;
    private final Context context;
    private final Promise<Optional<Outcome>> outcome = Promise.promise();

    OutcomeWaiter(UUID command, Context context) {
        this.command = command;
        this.context = context;
    }

    UUID command() {
        return command;
    }

    /** The outcome, or empty when it did not come in time. */
    Future<Optional<Outcome>> outcome() {
        return outcome.future();
    }

    /** On the waiter's event loop only. */
    void settle(Optional<Outcome> settled) {
        outcome.tryComplete(settled);
    }

    /** On the waiter's event loop only. */
    void fail(Throwable failure) {
        outcome.tryFail(failure);
    }

    void later(Runnable step) {
        context.runOnContext(now -> step.run());
    }
}

package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;

/** The rules on who may read which stream. */
@FunctionalInterface
public interface ReadAccess {
    /**
     * Fails with a {@link io.spanwire.bus.message.ProblemException}: forbidden or unknown stream type. Never blocks.
     */
    Future<Void> mayRead(Caller caller, StreamId stream);
}

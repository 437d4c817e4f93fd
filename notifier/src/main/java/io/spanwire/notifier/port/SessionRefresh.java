package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import io.vertx.core.Future;

/** The renewal of a connected caller's session by a newer token. */
@FunctionalInterface
public interface SessionRefresh {
    /**
     * Fails with a {@link io.spanwire.bus.message.ProblemException} when the token is invalid or another caller's.
     * Never blocks.
     */
    Future<CallerSession> refresh(Caller current, String token);
}

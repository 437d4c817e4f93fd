package io.spanwire.notifier.port;

import io.vertx.core.Future;

/** The renewal of a connected caller's session by a newer token or a refresh ticket. */
@FunctionalInterface
public interface SessionRefresh {
    /**
     * Fails with a {@link io.spanwire.bus.message.ProblemException} when the token is invalid, or belongs to another
     * caller or session. Never blocks.
     */
    Future<CallerSession> refresh(CallerSession current, String token);
}

package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import io.vertx.core.Future;

/** Turns a new token of a caller already here into a session that lasts longer. */
@FunctionalInterface
public interface SessionRefresh {
    /** Fails with a {@link io.spanwire.bus.message.ProblemException} when the token is not good. Never blocks. */
    Future<CallerSession> refresh(Caller current, String token);
}

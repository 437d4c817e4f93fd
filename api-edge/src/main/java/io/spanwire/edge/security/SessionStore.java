package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What all nodes know of sessions. A future fails with the problem unavailable while it cannot be reached. */
public interface SessionStore {
    /**
     * Lists a new session.
     *
     * @param lifetime at most
     * @return when it began, by the clock of the store
     */
    Future<Instant> open(String id, Caller caller, SignInMethod method, String providerSession, Duration lifetime);

    /**
     * Ends sessions, for all nodes.
     *
     * @param keep how long those that are ended could be used otherwise
     */
    Future<SessionEnding> end(SessionEnding.Kind kind, String value, Duration keep, String actor);

    /** The endings that were not given by an earlier call, and maybe some that were. */
    Future<List<SessionEnding>> newEndings();

    /** The sessions of a subject, newest first, at most 100. */
    Future<List<ListedSession>> list(String subject);
}

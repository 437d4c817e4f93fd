package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.notifier.port.CallerSession;
import java.time.Instant;

/**
 * The session of an authenticated caller. All of it is in the token; servers do not store it.
 *
 * @param id random and unchanged by renewals: the CSRF token is bound to it
 * @param csrf the CSRF token
 * @param since when the caller signed in, unchanged by renewals
 * @param issued when this token was issued
 * @param expires when this token expires
 */
public record AuthenticatedSession(
        String id, Caller caller, String csrf, Instant since, Instant issued, Instant expires) {
    /** The session as the notifier needs it. */
    public CallerSession session() {
        return new CallerSession(caller, expires);
    }

    @Override
    public String toString() {
        return "session of " + caller.subject();
    }
}

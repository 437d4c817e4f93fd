package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.notifier.port.CallerSession;
import java.time.Instant;

/**
 * The session of an authenticated caller. All of it is in the token; servers do not store it.
 *
 * @param id of a cookie session, random and unchanged by renewals; of a bearer token, its {@code jti}, empty if it has none
 * @param since when the caller signed in, unchanged by renewals
 * @param issued when this token was issued
 * @param expires when this token expires
 * @param providerSession the identity provider's session ({@code sid}); empty if it named none
 */
public record AuthenticatedSession(
        String id,
        Caller caller,
        SignInMethod method,
        Instant since,
        Instant issued,
        Instant expires,
        String providerSession) {
    /** The session as the notifier needs it. */
    public CallerSession session() {
        return method.isCookie() ? new CallerSession(caller, expires, id) : new CallerSession(caller, expires);
    }

    @Override
    public String toString() {
        return "session of " + caller.subject();
    }
}

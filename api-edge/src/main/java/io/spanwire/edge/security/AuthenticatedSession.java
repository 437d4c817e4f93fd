package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.notifier.port.CallerSession;
import java.time.Instant;

/**
 * One sign-in: who, and for how long. It is all in the token; no server remembers it.
 *
 * @param id random, the same through renewals: the CSRF token is bound to it
 * @param since when the caller proved who he is; renewals do not move it
 * @param issued when this token was made
 * @param expires when this token ends
 */
public record AuthenticatedSession(String id, Caller caller, Instant since, Instant issued, Instant expires) {
    /** As the notifier knows it. */
    public CallerSession session() {
        return new CallerSession(caller, expires);
    }
}

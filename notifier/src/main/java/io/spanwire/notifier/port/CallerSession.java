package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import java.time.Instant;

/**
 * The authenticated caller of a socket or request.
 *
 * @param expires when its sockets and feeds are closed; {@link Instant#MAX} for never
 * @param session the id of the cookie session; empty for a caller with a bearer token
 */
public record CallerSession(Caller caller, Instant expires, String session) {
    /** A caller with a bearer token. */
    public CallerSession(Caller caller, Instant expires) {
        this(caller, expires, "");
    }
}

package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Cookie sessions: opened, found again, renewed, closed. */
public final class CookieSessions {
    private final SessionTokens tokens;

    public CookieSessions(SessionTokens tokens) {
        this.tokens = tokens;
    }

    /** Signs a caller in: the response sets the cookie. */
    public AuthenticatedSession open(RoutingContext context, Caller caller) {
        AuthenticatedSession session = tokens.open(caller);
        set(context, session);
        return session;
    }

    /** The session of the request's cookie, renewed if it is time. */
    public Optional<AuthenticatedSession> current(RoutingContext context) {
        Optional<AuthenticatedSession> session =
                SessionCookie.read(context.request()).flatMap(tokens::read);
        session.flatMap(tokens::renewed).ifPresent(renewed -> set(context, renewed));
        return session;
    }

    /** Signs out: the response takes the cookie away. */
    public void close(RoutingContext context) {
        SessionCookie.clear(context.response());
    }

    private void set(RoutingContext context, AuthenticatedSession session) {
        SessionCookie.write(context.response(), tokens.write(session), session.issued(), session.expires());
    }
}

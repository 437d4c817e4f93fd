package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in cookies: {@code __Host-} binds the cookie to this host over HTTPS, scripts cannot read it, and other
 * sites cannot make a browser send it. {@code SameSite=Strict} has no drawback here: pages are public and fetch from
 * their own origin.
 */
public final class CookieSessions {
    private static final String NAME = "__Host-spanwire";

    private final SessionTokens tokens;
    private final EndedSessions ended;

    public CookieSessions(SessionTokens tokens, EndedSessions ended) {
        this.tokens = tokens;
        this.ended = ended;
    }

    /** Signs a caller in and sets the cookie. */
    public AuthenticatedSession open(
            RoutingContext context, Caller caller, SignInMethod method, String providerSession) {
        AuthenticatedSession session = tokens.open(caller, method, providerSession);
        set(context, session);
        return session;
    }

    /** The session of the request's cookie, renewed when that is due; empty when it was ended. */
    public Optional<AuthenticatedSession> current(RoutingContext context) {
        @Nullable Cookie cookie = context.request().getCookie(NAME);
        Optional<AuthenticatedSession> session = cookie == null ? Optional.empty() : tokens.read(cookie.getValue());
        return session.filter(each -> !ended.isEnded(each)).map(each -> renewed(context, each));
    }

    private AuthenticatedSession renewed(RoutingContext context, AuthenticatedSession session) {
        Optional<AuthenticatedSession> renewed = tokens.renewed(session);
        renewed.ifPresent(newer -> set(context, newer));
        return renewed.orElse(session);
    }

    /** Signs out by removing the cookie. */
    public void close(RoutingContext context) {
        set(context, "", Duration.ZERO);
    }

    private void set(RoutingContext context, AuthenticatedSession session) {
        set(context, tokens.write(session), Duration.between(session.issued(), session.expires()));
    }

    private static void set(RoutingContext context, String value, Duration maxAge) {
        context.response()
                .addCookie(Cookie.cookie(NAME, value)
                        .setMaxAge(maxAge.toSeconds())
                        .setPath("/")
                        .setSecure(true)
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT));
    }
}

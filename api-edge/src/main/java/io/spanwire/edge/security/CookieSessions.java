package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in cookies: {@code __Host-} binds the cookie to this host over HTTPS, scripts cannot read it, and other
 * sites cannot make a browser send it. {@code SameSite=Strict} has no drawback here: pages are public and fetch from
 * their own origin.
 */
public final class CookieSessions {
    static final String NAME = "__Host-spanwire";
    private static final CharSequence CLEAR_SITE_DATA = HttpHeaders.createOptimized("clear-site-data");

    private final SessionTokens tokens;
    private final SessionRegistry registry;

    public CookieSessions(SessionTokens tokens, SessionRegistry registry) {
        this.tokens = tokens;
        this.registry = registry;
    }

    /** Signs a caller in and sets the cookie. Fails with unavailable when the session cannot be listed. */
    public Future<AuthenticatedSession> open(
            RoutingContext context, Caller caller, SignInMethod method, String providerSession) {
        String id = UUID.randomUUID().toString();
        return registry.open(id, caller, method, providerSession).map(since -> {
            AuthenticatedSession session = tokens.open(id, caller, method, providerSession, since);
            set(context, session);
            return session;
        });
    }

    /** The session of the request's cookie, renewed when that is due; empty when it was ended. */
    public Optional<AuthenticatedSession> current(RoutingContext context) {
        @Nullable Cookie cookie = context.request().getCookie(NAME);
        Optional<AuthenticatedSession> session = cookie == null ? Optional.empty() : tokens.read(cookie.getValue());
        return session.filter(each -> !registry.ended().isEnded(each)).map(each -> renewed(context, each));
    }

    private AuthenticatedSession renewed(RoutingContext context, AuthenticatedSession session) {
        Optional<AuthenticatedSession> renewed = tokens.renewed(session);
        renewed.ifPresent(newer -> set(context, newer));
        return renewed.orElse(session);
    }

    /** Removes the cookie, and what the browser stored or cached of this server's answers. */
    public void close(RoutingContext context) {
        set(context, "", Duration.ZERO);
        context.response().putHeader(CLEAR_SITE_DATA, "\"cache\", \"storage\"");
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

package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A bearer token is tried first, then the cookie. A request that changes something must not come from
 * another site's page, and where the cookie says who calls, it must carry the CSRF token.
 */
public final class Authenticator {
    private static final String BEARER = "Bearer ";
    private static final CharSequence CSRF_TOKEN = HttpHeaders.createOptimized("x-csrf-token");
    private static final Future<AuthenticatedSession> NOBODY =
            Future.failedFuture(new ProblemException(Problems.UNAUTHENTICATED));

    private final TokenVerifier bearer;
    private final CookieSessions sessions;
    private final CsrfTokens csrf;
    private final AllowedOrigins origins;

    public Authenticator(TokenVerifier bearer, CookieSessions sessions, CsrfTokens csrf, AllowedOrigins origins) {
        this.bearer = bearer;
        this.sessions = sessions;
        this.csrf = csrf;
        this.origins = origins;
    }

    /** Who calls; fails with unauthenticated, forbidden or csrf. Renews a cookie that is in its second half. */
    public Future<AuthenticatedSession> authenticate(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean unsafe = changes(request.method());
        if (unsafe && !origins.allows(request.getHeader(HttpHeaders.ORIGIN))) {
            return Future.failedFuture(
                    new ProblemException(Problems.FORBIDDEN.because("Pages of this origin may not do this.")));
        }
        Optional<String> token = bearerToken(request);
        if (token.isPresent()) {
            return bearer.verify(token.get());
        }
        Optional<AuthenticatedSession> session = sessions.current(context);
        if (session.isEmpty()) {
            return NOBODY;
        }
        if (unsafe && !csrf.matches(session.get(), request.getHeader(CSRF_TOKEN))) {
            return Future.failedFuture(new ProblemException(Problems.CSRF));
        }
        return Future.succeededFuture(session.get());
    }

    /** The token of {@code Authorization: Bearer}, if there is one. */
    public static Optional<String> bearerToken(HttpServerRequest request) {
        @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static boolean changes(HttpMethod method) {
        return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD) && !method.equals(HttpMethod.OPTIONS);
    }
}

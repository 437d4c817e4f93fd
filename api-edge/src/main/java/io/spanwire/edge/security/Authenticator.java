package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLog;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of requests, by bearer token if there is one, otherwise by cookie. An unsafe request must not come from a page of
 * another site and, when authenticated by cookie, must carry the CSRF token.
 */
public final class Authenticator {
    private static final String BEARER = "Bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final CharSequence CSRF_TOKEN = HttpHeaders.createOptimized("x-csrf-token");

    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");

    private final BearerTokens bearer;
    private final CookieSessions sessions;
    private final CsrfTokens csrf;
    private final EndedSessions ended;
    private final AllowedOrigins origins;
    private final RateLimit reads;
    private final AuditLog audit;

    public Authenticator(
            SessionKeys keys,
            BearerTokens bearer,
            CookieSessions sessions,
            EndedSessions ended,
            AllowedOrigins origins,
            RateLimit reads,
            AuditLog audit) {
        this.bearer = bearer;
        this.sessions = sessions;
        this.csrf = new CsrfTokens(keys);
        this.ended = ended;
        this.origins = origins;
        this.reads = reads;
        this.audit = audit;
    }

    /**
     * Authenticates; fails with unauthenticated, csrf or, for too many reads of a caller, too-many-requests. Renews a cookie in the second half of its lifetime.
     *
     * @throws ProblemException forbidden, for an unsafe request from a page of another site
     */
    public Future<AuthenticatedSession> authenticate(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean isUnsafe = !SAFE.contains(request.method());
        if (isUnsafe) {
            requireOrigin(request);
        }
        Optional<String> token = bearerToken(request);
        if (token.isPresent()) {
            return bearer.verify(token.get())
                    .map(this::requireNotEnded)
                    .map(session -> isUnsafe ? session : charged(session))
                    .onFailure(refused -> explain(request, refused));
        }
        Optional<AuthenticatedSession> session = sessions.current(context);
        if (session.isEmpty()) {
            request.response().putHeader(WWW_AUTHENTICATE, "Bearer");
            if (request.getCookie(CookieSessions.NAME) != null) {
                audit.record(AuditEvent.UNAUTHENTICATED, request, "", "session expired, ended or forged");
            }
            return Future.failedFuture(new ProblemException(Problems.UNAUTHENTICATED));
        }
        if (isUnsafe && !csrf.matches(session.get(), request.getHeader(CSRF_TOKEN))) {
            audit.record(
                    AuditEvent.FOREIGN_PAGE, request, session.get().caller().subject(), "no CSRF token of the session");
            return Future.failedFuture(new ProblemException(Problems.CSRF));
        }
        return Future.succeededFuture(session.get()).map(found -> isUnsafe ? found : charged(found));
    }

    private void requireOrigin(HttpServerRequest request) {
        try {
            origins.require(request.getHeader(HttpHeaders.ORIGIN));
        } catch (ProblemException foreign) {
            audit.record(AuditEvent.FOREIGN_PAGE, request, "", "origin not allowed");
            throw foreign;
        }
    }

    /** Commands are charged where they are sent, from sockets, too. */
    private AuthenticatedSession charged(AuthenticatedSession session) {
        reads.take(session.caller().subject());
        return session;
    }

    private AuthenticatedSession requireNotEnded(AuthenticatedSession session) {
        if (ended.isEnded(session)) {
            throw BearerTokens.refusal();
        }
        return session;
    }

    /** The challenge of RFC 6750, section 3. */
    private void explain(HttpServerRequest request, Throwable failure) {
        if (failure instanceof ProblemException known
                && known.problem().code().equals(Problems.UNAUTHENTICATED.code())) {
            audit.record(
                    AuditEvent.UNAUTHENTICATED, request, "", "bearer token expired, ended, revoked or not accepted");
            request.response().putHeader(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        }
    }

    /** The token of {@code Authorization: Bearer}, if there is one. */
    public static Optional<String> bearerToken(HttpServerRequest request) {
        @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}

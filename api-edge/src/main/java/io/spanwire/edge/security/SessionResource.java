package io.spanwire.edge.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/**
 * {@code /api/session}: sign in as a guest, who am I, sign out. Signing in uses no session, so it needs no CSRF token; that no
 * other site can do it for you is ensured by its origin and by a media type no form can send.
 */
public final class SessionResource {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int MAX_NAME = 64;

    private final Authenticator authenticator;
    private final CookieSessions sessions;
    private final CsrfTokens csrf;
    private final AllowedOrigins origins;
    private final RateLimits limits;
    private final boolean guests;

    /**
     * Sessions by cookie.
     *
     * @param guests whether anyone may sign in by just giving a name
     */
    public SessionResource(
            Authenticator authenticator,
            CookieSessions sessions,
            CsrfTokens csrf,
            AllowedOrigins origins,
            RateLimits limits,
            boolean guests) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.csrf = csrf;
        this.origins = origins;
        this.limits = limits;
        this.guests = guests;
    }

    /** POST: behind a reader of JSON bodies. */
    public void signIn(RoutingContext context) {
        origins.require(context.request().getHeader(HttpHeaders.ORIGIN));
        limits.signIn(context.request());
        if (!guests) {
            throw new ProblemException(Problems.FORBIDDEN.because("Guests cannot sign in here."));
        }
        String name = name(JsonBody.of(context));
        AuthenticatedSession session = sessions.open(context, Caller.of("guest-" + UUID.randomUUID(), name));
        write(context, session);
    }

    /** GET. */
    public void whoAmI(RoutingContext context) {
        authenticator
                .authenticate(context)
                .onSuccess(session -> write(context, session))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    /** DELETE: ends the cookie. Without a session there is nothing to end, which is fine too. */
    public void signOut(RoutingContext context) {
        if (sessions.current(context).isEmpty()) {
            signedOut(context);
            return;
        }
        authenticator
                .authenticate(context)
                .onSuccess(session -> signedOut(context))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private void signedOut(RoutingContext context) {
        sessions.close(context);
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(NO_CONTENT)
                .end();
    }

    private void write(RoutingContext context, AuthenticatedSession session) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("subject", session.caller().subject());
        body.put("name", session.caller().name());
        body.put("csrf", csrf.token(session));
        Responses.json(context.response(), OK, body.toString());
    }

    /** The one property {@code name}: 1 to 64 characters, none of them a control character, not only spaces. */
    static String name(JsonNode body) {
        JsonNode name = body.path("name");
        if (!body.isObject() || body.size() != 1 || !name.isTextual()) {
            throw invalid(
                    body.isObject() && body.size() > 1 ? "" : "/name", "Give {\"name\": \"…\"} and nothing else.");
        }
        String text = name.textValue().strip();
        if (text.isEmpty()
                || text.length() > MAX_NAME
                || text.chars().anyMatch(Character::isISOControl)
                || !UTF_8.newEncoder().canEncode(text)) {
            throw invalid("/name", "A name has 1 to " + MAX_NAME + " characters and no control characters.");
        }
        return text;
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problems.INVALID.withErrors(List.of(new Problem.Pointer(pointer, detail))));
    }
}

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
 * The handlers of {@code /api/session}: guest sign-in, who am I, sign-out. Sign-in has no session and so no CSRF token;
 * other sites cannot do it because of the check of the origin and by a media type that no form can send.
 */
public final class SessionResource {
    private static final int MAX_NAME = 64;

    private final Authenticator authenticator;
    private final CookieSessions sessions;
    private final AllowedOrigins origins;
    private final RateLimit signIns;
    private final boolean guests;

    /** @param guests whether anyone may sign in by giving a name */
    public SessionResource(
            Authenticator authenticator,
            CookieSessions sessions,
            AllowedOrigins origins,
            RateLimit signIns,
            boolean guests) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.origins = origins;
        this.signIns = signIns;
        this.guests = guests;
    }

    /** POST, after a reader of JSON bodies. */
    public void signIn(RoutingContext context) {
        origins.require(context.request().getHeader(HttpHeaders.ORIGIN));
        signIns.take(ClientNetwork.of(context.request().remoteAddress()));
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

    /** DELETE: removes the cookie. Succeeds without a session, too. */
    public void signOut(RoutingContext context) {
        if (sessions.current(context).isEmpty()) {
            clear(context);
            return;
        }
        authenticator
                .authenticate(context)
                .onSuccess(session -> clear(context))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private void clear(RoutingContext context) {
        sessions.close(context);
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(204)
                .end();
    }

    private void write(RoutingContext context, AuthenticatedSession session) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("subject", session.caller().subject());
        body.put("name", session.caller().name());
        body.put("csrf", session.csrf());
        Responses.json(context.response(), body.toString());
    }

    /** The only property {@code name}: 1 to 64 characters, no control characters, not only spaces. */
    static String name(JsonNode body) {
        JsonNode name = body.path("name");
        if (!body.isObject() || body.size() != 1 || !name.isTextual()) {
            throw invalid(
                    body.isObject() && body.size() > 1 ? "" : "/name", "Send {\"name\": \"…\"} and nothing else.");
        }
        String text = name.textValue().strip();
        if (text.isEmpty()
                || text.length() > MAX_NAME
                || text.chars().anyMatch(Character::isISOControl)
                || !UTF_8.newEncoder().canEncode(text)) {
            throw invalid("/name", "A name must have 1 to " + MAX_NAME + " characters and no control characters.");
        }
        return text;
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problems.INVALID.withErrors(List.of(new Problem.Pointer(pointer, detail))));
    }
}

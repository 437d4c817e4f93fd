package io.spanwire.edge.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The handlers of {@code /api/session}: guest sign-in, who am I, sign-out, and the ways to sign in. Sign-in has no session
 * and so no CSRF token; other sites cannot do it because of the check of the origin and by a media type that no form can
 * send.
 */
public final class SessionResource {
    private final SessionServices services;
    private final RateLimit signIns;
    private final GuestSignIn guests;
    private final Optional<ProviderLink> provider;

    /**
     * @param guests who may sign in by giving a name
     * @param provider where one signs in otherwise
     */
    public SessionResource(
            SessionServices services, RateLimit signIns, GuestSignIn guests, Optional<ProviderLink> provider) {
        this.services = services;
        this.signIns = signIns;
        this.guests = guests;
        this.provider = provider;
    }

    /** POST, after a reader of JSON bodies. */
    public void signIn(RoutingContext context) {
        services.origins().require(context.request().getHeader(HttpHeaders.ORIGIN));
        signIns.take(ClientConnection.budget(context.request()).network());
        if (!guests.isAllowed()) {
            throw new ProblemException(
                    Problems.FORBIDDEN.because("Guests cannot sign in here. See GET /api/session/methods."));
        }
        String name = name(JsonBody.of(context));
        services.cookies()
                .open(context, guests.caller("guest-" + UUID.randomUUID(), name), SignInMethod.GUEST, "")
                .onSuccess(session -> signedIn(context, session))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private void signedIn(RoutingContext context, AuthenticatedSession session) {
        services.audit()
                .record(AuditEvent.SIGN_IN, context.request(), session.caller().subject(), "guest " + session.id());
        write(context, session);
    }

    /** GET. */
    public void whoAmI(RoutingContext context) {
        services.authenticator()
                .authenticate(context)
                .onSuccess(session -> write(context, session))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    /** GET of {@code /api/session/methods}: how one can sign in. */
    public void methods(RoutingContext context) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("guest", guests.isAllowed());
        provider.ifPresent(
                link -> body.putObject("provider").put("name", link.name()).put("start", link.path()));
        Responses.json(context.response(), body.toString());
    }

    /**
     * DELETE: ends the session on all nodes and removes the cookie. Succeeds without a session, too. When the session cannot
     * be ended the cookie stays, so that one can try again.
     */
    public void signOut(RoutingContext context) {
        if (services.cookies().current(context).isEmpty()) {
            services.cookies().close(context);
            end(context);
            return;
        }
        services.authenticator()
                .authenticate(context)
                .compose(session -> services.registry().end(requireId(session)).map(session))
                .onSuccess(session -> signedOut(context, session))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private static AuthenticatedSession requireId(AuthenticatedSession session) {
        if (session.id().isEmpty()) {
            throw new ProblemException(Problems.FORBIDDEN.because(
                    "This token has no id (jti), so it cannot be ended before it expires. Ask its issuer."));
        }
        return session;
    }

    private void signedOut(RoutingContext context, AuthenticatedSession session) {
        services.audit()
                .record(AuditEvent.SIGN_OUT, context.request(), session.caller().subject(), session.id());
        services.cookies().close(context);
        Optional<String> next = session.method() == SignInMethod.PROVIDER
                ? provider.flatMap(link -> link.endSession(context))
                : Optional.empty();
        next.ifPresentOrElse(
                address -> Responses.json(
                        context.response(),
                        Json.mapper().createObjectNode().put("next", address).toString()),
                () -> end(context));
    }

    private static void end(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(204)
                .end();
    }

    private void write(RoutingContext context, AuthenticatedSession session) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("subject", session.caller().subject());
        body.put("name", session.caller().name());
        body.put("method", session.method().text());
        session.caller().roles().stream().sorted().forEach(body.withArray("roles")::add);
        body.put("expires", session.expires().toString());
        if (session.method().isCookie()) {
            body.put("csrf", services.csrf().token(session));
            body.put("refresh", services.tickets().issue(session));
        }
        Responses.json(context.response(), body.toString());
    }

    /** The only property {@code name}, as {@link DisplayNames} allows it. */
    static String name(JsonNode body) {
        JsonNode name = body.path("name");
        if (!body.isObject() || body.size() != 1 || !name.isTextual()) {
            throw invalid(
                    body.isObject() && body.size() > 1 ? "" : "/name", "Send {\"name\": \"…\"} and nothing else.");
        }
        return DisplayNames.checked(name.textValue())
                .orElseThrow(() -> invalid(
                        "/name",
                        "A name must have 1 to " + DisplayNames.MAX
                                + " characters, and none that is invisible or changes the direction of text."));
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problems.INVALID.withErrors(List.of(new Problem.Pointer(pointer, detail))));
    }
}

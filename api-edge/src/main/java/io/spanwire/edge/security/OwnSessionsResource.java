package io.spanwire.edge.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The handlers of {@code /api/sessions}: the caller's sessions in browsers, and ending one or all of them. All also ends
 * bearer tokens that were issued until then, but no service tokens.
 */
public final class OwnSessionsResource {
    public static final String PATH = "/api/sessions";

    private static final String ALL = "all";

    private final SessionServices services;

    public OwnSessionsResource(SessionServices services) {
        this.services = services;
    }

    /** GET: the sessions, newest first. */
    public void list(RoutingContext context) {
        services.authenticator()
                .authenticate(context)
                .compose(session -> services.registry()
                        .list(session.caller().subject())
                        .onSuccess(sessions -> write(context, session, sessions)))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    /** DELETE of one, by its id. */
    public void end(RoutingContext context) {
        String id = PathTail.after(PATH + '/', context);
        services.authenticator()
                .authenticate(context)
                .compose(session -> endListed(session, id))
                .onSuccess(session -> ended(context, session, id))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private Future<AuthenticatedSession> endListed(AuthenticatedSession session, String id) {
        String subject = session.caller().subject();
        return services.registry()
                .list(subject)
                .map(sessions -> sessions.stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(Problems.NOT_FOUND)))
                .compose(listed -> services.registry().end(listed, subject))
                .map(session);
    }

    /** DELETE of all, the one of this request included. */
    public void endAll(RoutingContext context) {
        services.authenticator()
                .authenticate(context)
                .compose(OwnSessionsResource::requireNoService)
                .compose(session -> services.registry()
                        .endSubject(session.caller().subject(), session.caller().subject())
                        .map(session))
                .onSuccess(session -> ended(context, session, ALL))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private static Future<AuthenticatedSession> requireNoService(AuthenticatedSession session) {
        return session.method() == SignInMethod.SERVICE
                ? Future.failedFuture(new ProblemException(Problems.FORBIDDEN.because(
                        "A service token is revoked by an operator: spanwire token revoke.")))
                : Future.succeededFuture(session);
    }

    private void ended(RoutingContext context, AuthenticatedSession by, String what) {
        services.audit()
                .record(
                        AuditEvent.SESSIONS_ENDED,
                        context.request(),
                        by.caller().subject(),
                        what);
        if (what.equals(ALL) || what.equals(by.id())) {
            services.cookies().close(context);
        }
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(204)
                .end();
    }

    private static void write(RoutingContext context, AuthenticatedSession own, List<ListedSession> sessions) {
        ObjectNode body = Json.mapper().createObjectNode();
        sessions.forEach(session -> body.withArray("sessions")
                .addObject()
                .put("id", session.id())
                .put("method", session.method())
                .put("since", session.since().toString())
                .put("expires", session.expires().toString())
                .put("current", session.id().equals(own.id())));
        if (sessions.isEmpty()) {
            body.putArray("sessions");
        }
        Responses.json(context.response(), body.toString());
    }
}

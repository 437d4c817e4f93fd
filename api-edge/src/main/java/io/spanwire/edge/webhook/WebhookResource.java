package io.spanwire.edge.webhook;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.Permissions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;

/**
 * The handler of {@code /api/webhooks} and what is below it, for the role operator: a webhook gets the events of all streams of
 * its feed, no matter which callers may read each of them.
 */
public final class WebhookResource extends AuthenticatedResource {
    public static final String PATH = "/api/webhooks";

    private final Permissions permissions;
    private final WebhookActions actions;

    public WebhookResource(
            Domains domains,
            Authenticator authenticator,
            Permissions permissions,
            WebhookStore store,
            WebhookRules rules,
            ConditionPoller poller,
            AuditLog audit) {
        super(authenticator);
        this.permissions = permissions;
        this.actions = new WebhookActions(domains, store, rules, poller, audit);
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        String method = context.request().method().name();
        String path = PathTail.after(PATH, context);
        return permissions
                .mayOperate(caller.caller(), "webhooks")
                .compose(allowed -> route(context, caller, method, path));
    }

    private Future<Void> route(RoutingContext context, AuthenticatedSession caller, String method, String path) {
        if (path.isEmpty()) {
            return switch (method) {
                case "GET", "HEAD" -> actions.list(context);
                case "POST" -> actions.add(context, caller);
                default -> wrongMethod(context, "GET, HEAD, POST");
            };
        }
        String[] parts = path.substring(1).split("/", -1);
        UUID id = id(parts[0]);
        if (parts.length == 1) {
            return switch (method) {
                case "GET", "HEAD" -> actions.show(context, id);
                case "PATCH" -> actions.change(context, caller, id);
                case "DELETE" -> actions.remove(context, caller, id);
                default -> wrongMethod(context, "GET, HEAD, PATCH, DELETE");
            };
        }
        if (parts.length > 2
                || !Set.of("pause", "resume", "replay", "rotate-secret", "test").contains(parts[1])) {
            throw new ProblemException(Problems.NOT_FOUND);
        }
        return method.equals("POST") ? act(context, caller, id, parts[1]) : wrongMethod(context, "POST");
    }

    private Future<Void> act(RoutingContext context, AuthenticatedSession caller, UUID id, String action) {
        return switch (action) {
            case "pause" -> actions.pause(context, caller, id);
            case "resume" -> actions.resume(context, caller, id);
            case "replay" -> actions.replay(context, caller, id);
            case "rotate-secret" -> actions.rotate(context, caller, id);
            default -> actions.test(context, caller, id);
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new ProblemException(Problems.NOT_FOUND);
        }
    }

    private static Future<Void> wrongMethod(RoutingContext context, String allowed) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        Responses.problem(context.response(), Problems.METHOD_NOT_ALLOWED);
        return Future.succeededFuture();
    }
}

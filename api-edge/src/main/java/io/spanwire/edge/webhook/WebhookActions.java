package io.spanwire.edge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.bus.webhook.WebhookSecret;
import io.spanwire.bus.webhook.WebhookTarget;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedSession;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with webhooks: each action reads its request, does it, writes it to the audit log and answers. A secret is
 * in the answer to the request that adds or rotates it, and nowhere else.
 */
final class WebhookActions {
    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("idempotency-key");
    private static final Duration TEST_WAIT = Duration.ofSeconds(20);
    private static final long KEEP_HOURS = 24;
    private static final long MAX_KEEP_HOURS = 24 * 14;
    private static final int MAX_REASON = 200;
    private static final Problem TOO_MANY = Problem.of(
            "too-many-webhooks",
            409,
            "Too many webhooks",
            "This server has as many webhooks as the setting webhooks.most allows. Remove one first.");

    private final Domains domains;
    private final WebhookStore store;
    private final WebhookRules rules;
    private final ConditionPoller poller;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    WebhookActions(Domains domains, WebhookStore store, WebhookRules rules, ConditionPoller poller, AuditLog audit) {
        this.domains = domains;
        this.store = store;
        this.rules = rules;
        this.poller = poller;
        this.audit = audit;
    }

    Future<Void> list(RoutingContext context) {
        return store.list()
                .onSuccess(webhooks -> Responses.largeJson(
                        context, Buffer.buffer(WebhookJson.list(webhooks).toString())))
                .mapEmpty();
    }

    Future<Void> show(RoutingContext context, UUID id) {
        return store.find(id)
                .map(WebhookActions::required)
                .onSuccess(webhook -> answer(context, 200, webhook))
                .mapEmpty();
    }

    Future<Void> add(RoutingContext context, AuthenticatedSession caller) {
        WebhookBody body =
                new WebhookBody(body(context), Set.of("description", "feed", "types", "url", "secret", "from"));
        String actor = caller.caller().subject();
        NewWebhook webhook = new NewWebhook(
                newId(context, actor),
                body.text("description", WebhookBody.MAX_TEXT).orElse(""),
                body.required("feed", body.feed(domains), ""),
                body.types(domains).orElse(Set.of()),
                body.required("url", body.url(rules), ""),
                body.secret().orElseGet(() -> WebhookSecret.generate(random)),
                body.from().orElse(new WebhookPlace.Now()));
        body.throwErrors();
        return store.add(webhook, rules.most(), actor).compose(added -> {
            if (added == WebhookStore.Added.FULL) {
                return Future.failedFuture(new ProblemException(TOO_MANY));
            }
            boolean isNew = added == WebhookStore.Added.ADDED;
            if (isNew) {
                record(
                        context,
                        caller,
                        "add " + webhook.id() + " to "
                                + WebhookTarget.parse(webhook.url()).authority());
            }
            return store.find(webhook.id())
                    .map(WebhookActions::required)
                    .onSuccess(stored -> writeAdded(context, webhook, stored, isNew))
                    .mapEmpty();
        });
    }

    private static void writeAdded(RoutingContext context, NewWebhook webhook, StoredWebhook stored, boolean isNew) {
        ObjectNode json = WebhookJson.one(stored);
        if (isNew) {
            json.put("secret", webhook.secret().text());
        }
        context.response().putHeader(HttpHeaders.LOCATION, WebhookResource.PATH + '/' + webhook.id());
        Responses.json(context.response(), isNew ? 201 : 200, json.toString());
    }

    /** With a key, a request that is sent again names the same webhook. */
    private static UUID newId(RoutingContext context, String actor) {
        @Nullable String key = context.request().getHeader(IDEMPOTENCY_KEY);
        if (key == null) {
            return UUID.randomUUID();
        }
        if (key.isEmpty() || key.length() > 255 || !key.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw new ProblemException(
                    Problems.MALFORMED.because("A key must have 1 to 255 visible ASCII characters."));
        }
        return UUID.nameUUIDFromBytes(("webhook\n" + actor + '\n' + key).getBytes(StandardCharsets.UTF_8));
    }

    Future<Void> change(RoutingContext context, AuthenticatedSession caller, UUID id) {
        WebhookBody body = new WebhookBody(body(context), Set.of("description", "feed", "types", "url"));
        WebhookChange change = new WebhookChange(
                body.text("description", WebhookBody.MAX_TEXT),
                body.feed(domains),
                body.types(domains),
                body.url(rules));
        body.throwErrors();
        String target = change.url()
                .map(url -> " to " + WebhookTarget.parse(url).authority())
                .orElse("");
        return done(
                context, caller, id, store.change(id, change, caller.caller().subject()), "change " + id + target);
    }

    Future<Void> remove(RoutingContext context, AuthenticatedSession caller, UUID id) {
        return store.remove(id)
                .map(WebhookActions::requireFound)
                .onSuccess(removed -> {
                    record(context, caller, "remove " + id);
                    context.response()
                            .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                            .setStatusCode(204)
                            .end();
                })
                .mapEmpty();
    }

    Future<Void> pause(RoutingContext context, AuthenticatedSession caller, UUID id) {
        WebhookBody body = new WebhookBody(body(context), Set.of("reason"));
        String reason = body.text("reason", MAX_REASON).orElse("");
        body.throwErrors();
        return done(context, caller, id, store.pause(id, reason, caller.caller().subject()), "pause " + id);
    }

    Future<Void> resume(RoutingContext context, AuthenticatedSession caller, UUID id) {
        new WebhookBody(body(context), Set.of()).throwErrors();
        return done(context, caller, id, store.resume(id, caller.caller().subject()), "resume " + id);
    }

    Future<Void> replay(RoutingContext context, AuthenticatedSession caller, UUID id) {
        WebhookBody body = new WebhookBody(body(context), Set.of("from"));
        WebhookPlace from = body.required("from", body.from(), new WebhookPlace.Now());
        body.throwErrors();
        return done(context, caller, id, store.replay(id, from, caller.caller().subject()), "replay " + id);
    }

    Future<Void> rotate(RoutingContext context, AuthenticatedSession caller, UUID id) {
        WebhookBody body = new WebhookBody(body(context), Set.of("secret", "keepHours"));
        WebhookSecret secret = body.secret().orElseGet(() -> WebhookSecret.generate(random));
        long keep = body.number("keepHours", 0, MAX_KEEP_HOURS).orElse(KEEP_HOURS);
        body.throwErrors();
        return store.rotate(id, secret, Duration.ofHours(keep), caller.caller().subject())
                .map(WebhookActions::requireFound)
                .onSuccess(found -> record(context, caller, "rotate-secret " + id))
                .compose(found -> store.find(id))
                .map(WebhookActions::required)
                .onSuccess(webhook -> Responses.json(
                        context.response(),
                        WebhookJson.one(webhook).put("secret", secret.text()).toString()))
                .mapEmpty();
    }

    Future<Void> test(RoutingContext context, AuthenticatedSession caller, UUID id) {
        new WebhookBody(body(context), Set.of()).throwErrors();
        UUID test = UUID.randomUUID();
        return store.test(id, test)
                .map(WebhookActions::requireFound)
                .onSuccess(found -> record(context, caller, "test " + id))
                .compose(found -> poller.until(
                        () -> store.find(id).map(WebhookActions::required).map(webhook -> isAnswered(webhook, test)),
                        TEST_WAIT))
                .compose(answered -> store.find(id))
                .map(WebhookActions::required)
                .compose(webhook -> writeTest(context, webhook, test));
    }

    private static boolean isAnswered(StoredWebhook webhook, UUID test) {
        return webhook.test().answered().equals(Optional.of(test));
    }

    private static Future<Void> writeTest(RoutingContext context, StoredWebhook webhook, UUID test) {
        if (!isAnswered(webhook, test)) {
            return Future.failedFuture(
                    new ProblemException(Problems.UNAVAILABLE.because("No worker has tried it in time.")));
        }
        StoredWebhook.Test answered = webhook.test();
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("delivered", answered.failure().isEmpty());
        json.put("status", answered.status());
        json.put("detail", answered.failure());
        Responses.json(context.response(), json.toString());
        return Future.succeededFuture();
    }

    private Future<Void> done(
            RoutingContext context, AuthenticatedSession caller, UUID id, Future<Boolean> change, String what) {
        return change.map(WebhookActions::requireFound)
                .onSuccess(found -> record(context, caller, what))
                .compose(found -> show(context, id));
    }

    private void record(RoutingContext context, AuthenticatedSession caller, String what) {
        audit.record(
                AuditEvent.WEBHOOK_CHANGED, context.request(), caller.caller().subject(), what);
    }

    private static void answer(RoutingContext context, int status, StoredWebhook webhook) {
        Responses.json(context.response(), status, WebhookJson.one(webhook).toString());
    }

    /** The body; nothing is an empty object. */
    private static JsonNode body(RoutingContext context) {
        boolean hasBody =
                context.body().buffer() != null && context.body().buffer().length() > 0;
        return hasBody ? JsonBody.of(context) : Json.mapper().createObjectNode();
    }

    private static StoredWebhook required(Optional<StoredWebhook> webhook) {
        return webhook.orElseThrow(() -> new ProblemException(Problems.NOT_FOUND));
    }

    private static Boolean requireFound(Boolean found) {
        if (!found) {
            throw new ProblemException(Problems.NOT_FOUND);
        }
        return found;
    }
}

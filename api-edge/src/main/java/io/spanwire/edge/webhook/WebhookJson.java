package io.spanwire.edge.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Webhooks as JSON, without their secrets: the answers to adding a webhook and to rotating its secret put that in. */
final class WebhookJson {
    private WebhookJson() {}

    static ObjectNode list(List<StoredWebhook> webhooks) {
        ObjectNode json = Json.mapper().createObjectNode();
        var array = json.putArray("webhooks");
        webhooks.forEach(webhook -> array.add(one(webhook)));
        return json;
    }

    static ObjectNode one(StoredWebhook webhook) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", webhook.id().toString());
        json.put("description", webhook.description());
        json.put("feed", webhook.feed());
        webhook.types().forEach(json.putArray("types")::add);
        json.put("url", webhook.url());
        json.put("state", webhook.state());
        if (!webhook.reason().isEmpty()) {
            json.put("reason", webhook.reason());
        }
        json.put("since", webhook.since().toString());
        json.put("created", webhook.created().toString());
        json.put("creator", webhook.creator());
        json.put("changedBy", webhook.actor());
        time(json, "previousSecretUntil", webhook.oldSecretUntil());
        progress(json, webhook.progress());
        return json;
    }

    private static void progress(ObjectNode json, StoredWebhook.Progress progress) {
        json.put("delivered", progress.delivered());
        json.put("behind", progress.behind());
        time(json, "oldestUndelivered", progress.oldest());
        time(json, "lastSuccess", progress.succeeded());
        progress.failure().ifPresent(failure -> json.putObject("lastFailure")
                .put("time", failure.at().toString())
                .put("status", failure.status())
                .put("detail", failure.detail()));
        json.put("failures", progress.failures());
        time(json, "failingSince", progress.failing());
        json.put("token", progress.place().text());
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        time.ifPresent(known -> json.put(name, known.toString()));
    }
}

package io.spanwire.edge.webhook;

import io.spanwire.bus.webhook.WebhookSecret;
import java.util.Set;
import java.util.UUID;

/** A webhook to be added. Prints no secret. */
record NewWebhook(
        UUID id,
        String description,
        String feed,
        Set<String> types,
        String url,
        WebhookSecret secret,
        WebhookPlace from) {}

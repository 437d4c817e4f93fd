package io.spanwire.projections.webhook;

import io.spanwire.bus.webhook.WebhookRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a worker's webhooks.
 *
 * @param timeout how long a receiver may take for its whole answer, looking up its name and connecting included
 * @param longestPause between two attempts to deliver an event
 * @param giveUp how long nothing but failures lasts until a webhook is paused
 * @param root a PEM file with certificates to trust besides those that Java trusts
 */
public record WebhookSettings(
        WebhookRules rules, Duration timeout, Duration longestPause, Duration giveUp, Optional<Path> root) {
    /** Public addresses by https, 10 s, an hour, five days. */
    public static final WebhookSettings STANDARD = new WebhookSettings(
            WebhookRules.STANDARD, Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofDays(5), Optional.empty());
}

package io.spanwire.projections.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of webhooks in this process's partitions, by webhook: those that are removed go. One thread. */
final class WebhookMetrics {
    private final MeterRegistry registry;
    private final Map<UUID, Of> webhooks = new HashMap<>();

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Of(Counter deliveries, Counter failures, Timer requests, AtomicLong behind, Gauge gauge) {}

    private Of of(UUID webhook) {
        return webhooks.computeIfAbsent(webhook, this::register);
    }

    private Of register(UUID id) {
        String webhook = id.toString();
        AtomicLong behind = new AtomicLong();
        return new Of(
                Counter.builder("spanwire.webhook.deliveries")
                        .description("Events that the webhook's receiver has taken, repeats included")
                        .tag("webhook", webhook)
                        .register(registry),
                Counter.builder("spanwire.webhook.failures")
                        .description("Requests that the webhook's receiver has not taken")
                        .tag("webhook", webhook)
                        .register(registry),
                Timer.builder("spanwire.webhook.requests")
                        .description("Time from sending a request until the receiver has answered it")
                        .tag("webhook", webhook)
                        .register(registry),
                behind,
                Gauge.builder("spanwire.webhook.behind", behind, AtomicLong::doubleValue)
                        .description("Events of this process's partitions, wanted or not, behind the webhook's place")
                        .tag("webhook", webhook)
                        .register(registry));
    }

    void ended(UUID webhook, DeliveryResult result, Duration took) {
        Of of = of(webhook);
        (result.isDelivered() ? of.deliveries() : of.failures()).increment();
        of.requests().record(took);
    }

    void behind(UUID webhook, long events) {
        of(webhook).behind().set(events);
    }

    void retain(Set<UUID> present) {
        webhooks.entrySet().removeIf(each -> {
            boolean isGone = !present.contains(each.getKey());
            if (isGone) {
                Of of = each.getValue();
                for (Meter meter : new Meter[] {of.deliveries(), of.failures(), of.requests(), of.gauge()}) {
                    registry.remove(meter);
                }
            }
            return isGone;
        });
    }
}

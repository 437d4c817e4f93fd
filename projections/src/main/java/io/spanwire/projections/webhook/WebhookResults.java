package io.spanwire.projections.webhook;

import io.spanwire.projections.follower.Follower;
import io.spanwire.projections.webhook.WebhookCursor.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of requests: it moves the cursors, is stored with their positions, and pauses webhooks whose receivers are gone
 * or have failed for too long. One thread, but requests end on any.
 */
final class WebhookResults {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookResults.class);

    private final WebhookRuns runs;
    private final Follower follower;
    private final Duration giveUp;
    private final WebhookMetrics metrics;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    /** @param giveUp how long nothing but failures lasts until a webhook is paused */
    WebhookResults(WebhookRuns runs, Follower follower, Duration giveUp, WebhookMetrics metrics, Clock clock) {
        this.runs = runs;
        this.follower = follower;
        this.giveUp = giveUp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A request that has ended. */
    private record Ended(
            WebhookRun run, WebhookCursor cursor, Waiting event, int round, DeliveryResult result, Duration took) {}

    /** Takes the result of a request that is sent now, on any thread. */
    Consumer<DeliveryResult> of(WebhookRun run, WebhookCursor cursor, Waiting event) {
        int round = run.round();
        long began = System.nanoTime();
        return result -> {
            ended.add(new Ended(run, cursor, event, round, result, Duration.ofNanos(System.nanoTime() - began)));
            follower.signal();
        };
    }

    /** Takes what has become of requests. */
    void take(WebhookTables tables) {
        Instant now = clock.instant();
        @Nullable Ended each = ended.poll();
        while (each != null) {
            take(tables, each, now);
            each = ended.poll();
        }
    }

    private void take(WebhookTables tables, Ended request, Instant now) {
        WebhookRun run = request.run();
        WebhookCursor cursor = request.cursor();
        DeliveryResult result = request.result();
        if (runs.contains(run)) {
            metrics.ended(run.webhook().id(), result, request.took());
        }
        if (cursor.hasEnded()) {
            cursor.ended(request.event());
            run.ended();
        } else if (result.isDelivered()) {
            cursor.delivered(request.event(), now);
            run.delivered();
        } else {
            cursor.failed(request.event(), result, now);
            run.failed(request.round(), result, now);
            failed(tables, run.webhook(), result, now);
        }
    }

    private void failed(WebhookTables tables, Webhook webhook, DeliveryResult result, Instant now) {
        LOG.debug("webhook request failed webhook={} reason={}", webhook.id(), result.failure());
        if (result.isGone() && webhook.isActive()) {
            store(tables, true);
            pause(tables, webhook, "The receiver answered 410 (Gone).", now.plus(Duration.ofDays(1)));
        }
    }

    /** Pauses the webhooks whose receivers have failed for too long. */
    void giveUp(WebhookTables tables) {
        Instant now = clock.instant();
        for (WebhookRun run : runs.all()) {
            Optional<Instant> failing = run.failing()
                    .filter(since -> run.webhook().isActive()
                            && Duration.between(since, now).compareTo(giveUp) > 0);
            failing.ifPresent(since -> pause(
                    tables,
                    run.webhook(),
                    "Nothing was delivered since " + since + ": there were only failures.",
                    since));
        }
    }

    private static void pause(WebhookTables tables, Webhook webhook, String reason, Instant since) {
        if (tables.pause(webhook, reason, since)) {
            LOG.warn("webhook paused webhook={} reason={}", webhook.id(), reason);
        }
    }

    /** Whether deliveries or failures are to be stored. */
    boolean areUnstored() {
        return runs.cursors().anyMatch(cursor -> cursor.count().isChanged());
    }

    /** Stores how far the webhooks are; events that were passed, because no webhook wanted them, only if {@code all}. */
    void store(WebhookTables tables, boolean all) {
        List<WebhookTables.Progress> changed = runs.unstored(all);
        if (!changed.isEmpty()) {
            tables.store(changed).forEach(WebhookCursor::end);
        }
    }
}

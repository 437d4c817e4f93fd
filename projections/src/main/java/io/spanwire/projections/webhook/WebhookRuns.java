package io.spanwire.projections.webhook;

import io.spanwire.bus.domain.Domains;
import io.spanwire.projections.follower.OwnedPartitions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The webhooks that run here, each with a cursor in every partition of this process. One thread. */
final class WebhookRuns {
    private final Domains domains;
    private final OwnedPartitions partitions;
    private final WebhookSettings settings;
    private final WebhookMetrics metrics;
    private final Clock clock;
    private final Map<UUID, WebhookRun> runs = new LinkedHashMap<>();

    WebhookRuns(
            Domains domains,
            OwnedPartitions partitions,
            WebhookSettings settings,
            WebhookMetrics metrics,
            Clock clock) {
        this.domains = domains;
        this.partitions = partitions;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes the webhooks as they are stored, and the positions of those that are new, here or in their generation. */
    void update(WebhookTables tables, List<Webhook> stored) {
        Map<UUID, Webhook> present = new LinkedHashMap<>();
        stored.forEach(webhook -> present.put(
                webhook.id(),
                webhook.withTypes(domains.storedNames(webhook.types()).orElse(webhook.types()))));
        runs.entrySet().removeIf(each -> {
            boolean isGone = !present.containsKey(each.getKey());
            if (isGone) {
                each.getValue().cursors.values().forEach(WebhookCursor::end);
            }
            return isGone;
        });
        present.forEach(
                (id, webhook) -> runs.computeIfAbsent(id, added -> new WebhookRun(webhook, settings.longestPause()))
                        .update(webhook));
        join(tables);
        measure();
    }

    private void join(WebhookTables tables) {
        if (!lacksCursors()) {
            return;
        }
        for (WebhookTables.Position each : tables.positions(partitions.all())) {
            @Nullable WebhookRun run = runs.get(each.webhook());
            if (run != null && each.generation() == run.webhook().generation()) {
                run.cursors.computeIfAbsent(
                        each.partition(),
                        partition -> new WebhookCursor(
                                partition, each.generation(), each.position(), each.count(), settings.longestPause()));
            }
        }
    }

    private void measure() {
        metrics.retain(runs.keySet());
        runs.forEach((id, run) -> metrics.behind(
                id,
                run.cursors.values().stream()
                        .mapToLong(cursor ->
                                partitions.head(cursor.partition).orElse(cursor.position()) - cursor.position())
                        .sum()));
    }

    /** Leaves partitions that are gone, and forgets cursors that have ended, once nothing of them is under way. */
    void leave(WebhookTables tables) {
        Set<Integer> owned = partitions.all();
        List<WebhookTables.Progress> left = new ArrayList<>();
        runs.forEach((id, run) -> run.cursors.values().removeIf(cursor -> {
            if (!owned.contains(cursor.partition) && !cursor.hasEnded()) {
                left.add(new WebhookTables.Progress(id, cursor));
            }
            return !owned.contains(cursor.partition) || (cursor.hasEnded() && cursor.underWay() == 0);
        }));
        if (!left.isEmpty()) {
            tables.store(left);
            left.forEach(each -> each.cursor().end());
        }
    }

    /** Whether there is a partition without a cursor: it has come, or its cursor has ended. */
    boolean lacksCursors() {
        Set<Integer> owned = partitions.all();
        return runs.values().stream().anyMatch(run -> !run.cursors.keySet().containsAll(owned));
    }

    /** Forgets all cursors, because what is known of them may be wrong. */
    void forget() {
        runs.values().forEach(run -> {
            run.cursors.values().forEach(WebhookCursor::end);
            run.cursors.clear();
        });
    }

    Collection<WebhookRun> all() {
        return runs.values();
    }

    Stream<WebhookCursor> cursors() {
        return runs.values().stream().flatMap(run -> run.cursors.values().stream());
    }

    /** Whether this is still the run of its webhook. */
    boolean contains(WebhookRun run) {
        return runs.get(run.webhook().id()) == run;
    }

    /** The cursors whose positions or counts are not stored; those that have only passed unwanted events if {@code all}. */
    List<WebhookTables.Progress> unstored(boolean all) {
        List<WebhookTables.Progress> changed = new ArrayList<>();
        runs.forEach((id, run) -> run.cursors.values().stream()
                .filter(cursor -> !cursor.hasEnded())
                .filter(cursor -> cursor.count().isChanged() || (all && cursor.position() > cursor.stored()))
                .forEach(cursor -> changed.add(new WebhookTables.Progress(id, cursor))));
        return changed;
    }

    /** The requests under way. */
    int underWay() {
        return cursors().mapToInt(WebhookCursor::underWay).sum();
    }

    /** When something may be sent that may not now; empty if only events, results and operators can change that. */
    Optional<Instant> nextTry() {
        Instant now = clock.instant();
        return runs.values().stream().flatMap(run -> run.nextTry(now).stream()).min(Instant::compareTo);
    }
}

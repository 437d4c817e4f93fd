package io.spanwire.projections.webhook;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.projections.webhook.WebhookCursor.Waiting;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhooks of this process's partitions: the next requests of each, and what becomes of them. One thread. */
final class WebhookRuns {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRuns.class);

    /** Pages that a cursor may pass in one step, so that a long way of one holds up no other. */
    private static final int PAGES = 4;

    private final Domains domains;
    private final WebhookPartitions partitions;
    private final WebhookPages pages;
    private final WebhookSender sender;
    private final WebhookSettings settings;
    private final WebhookMetrics metrics;
    private final Clock clock;
    private final Map<UUID, WebhookRun> runs = new LinkedHashMap<>();
    private final Map<UUID, Context> contexts = new HashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private @Nullable UUID epoch;
    private int turn;

    WebhookRuns(
            Domains domains,
            WebhookPartitions partitions,
            WebhookSender sender,
            WebhookSettings settings,
            WebhookMetrics metrics,
            Clock clock) {
        this.domains = domains;
        this.partitions = partitions;
        this.pages = new WebhookPages(partitions);
        this.sender = sender;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A request that has ended. */
    private record Ended(
            WebhookRun run, WebhookCursor cursor, Waiting event, int round, DeliveryResult result, Duration took) {}

    /** Takes the webhooks as they are stored, and the positions of those that are new, here or in their generation. */
    void update(WebhookTables tables, List<Webhook> stored) {
        Map<UUID, Webhook> present = new HashMap<>();
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
        contexts.keySet().retainAll(present.keySet());
        metrics.retain(present.keySet());
        stored.forEach(each -> {
            Webhook webhook = present.getOrDefault(each.id(), each);
            runs.computeIfAbsent(webhook.id(), id -> new WebhookRun(webhook, settings.longestPause()))
                    .update(webhook);
        });
        if (runs.isEmpty()) {
            pages.clear();
        }
        join(tables);
        giveUp(tables);
        measure();
    }

    private void join(WebhookTables tables) {
        Set<Integer> owned = partitions.all();
        boolean isComplete =
                runs.values().stream().allMatch(run -> run.cursors.keySet().containsAll(owned));
        if (isComplete || owned.isEmpty()) {
            return;
        }
        epoch = epoch == null ? tables.epoch() : epoch;
        for (WebhookTables.Position each : tables.positions(owned)) {
            @Nullable WebhookRun run = runs.get(each.webhook());
            if (run != null && each.generation() == run.webhook().generation()) {
                run.cursors.computeIfAbsent(
                        each.partition(),
                        partition -> new WebhookCursor(
                                partition, each.generation(), each.position(), each.count(), settings.longestPause()));
            }
        }
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

    /** Whether a cursor has ended that may begin anew. */
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
        pages.clear();
        epoch = null;
    }

    /** Sends what may be sent now; false if that is nothing. */
    boolean sendNext(WebhookTables tables) {
        Instant now = clock.instant();
        boolean any = false;
        turn++;
        for (WebhookRun run : runs.values()) {
            any |= run.free(now) > 0 && sendNext(tables, run, now);
        }
        return any;
    }

    private boolean sendNext(WebhookTables tables, WebhookRun run, Instant now) {
        List<WebhookCursor> cursors = new ArrayList<>(run.cursors.values());
        cursors.removeIf(WebhookCursor::hasEnded);
        Collections.rotate(cursors, turn);
        boolean any = false;
        for (WebhookCursor cursor : cursors) {
            any |= take(tables, run, cursor);
        }
        if (run.isCautious()) {
            return sendOne(tables, run, cursors, now) || any;
        }
        for (WebhookCursor cursor : cursors) {
            int most = Math.min(run.free(now), WebhookRun.MAX_OF_PARTITION - cursor.underWay());
            List<Waiting> ready = most > 0 ? cursor.ready(now) : List.of();
            any |= !ready.isEmpty();
            send(tables, run, cursor, ready.subList(0, Math.min(most, ready.size())));
        }
        return any;
    }

    private boolean take(WebhookTables tables, WebhookRun run, WebhookCursor cursor) {
        long before = cursor.taken();
        for (int page = 0; page < PAGES && cursor.hasRoom(); page++) {
            long head = partitions.head(cursor.partition).orElse(0);
            List<StoredEvent> events = pages.after(tables, cursor.partition, cursor.taken(), head);
            if (events.isEmpty()) {
                break;
            }
            cursor.take(events, run.webhook()::takes);
        }
        return cursor.taken() > before;
    }

    /** The event that has failed least, so that one that no receiver would take does not stand for all. */
    private boolean sendOne(WebhookTables tables, WebhookRun run, List<WebhookCursor> cursors, Instant now) {
        record Candidate(WebhookCursor cursor, Waiting event) {}
        Optional<Candidate> first = cursors.stream()
                .flatMap(cursor -> cursor.ready(now).stream().map(event -> new Candidate(cursor, event)))
                .min(Comparator.comparingInt(candidate -> candidate.event().failures()));
        first.ifPresent(chosen -> send(tables, run, chosen.cursor(), List.of(chosen.event())));
        return first.isPresent();
    }

    private void send(WebhookTables tables, WebhookRun run, WebhookCursor cursor, List<Waiting> chosen) {
        Map<Waiting, StoredEvent> events = new LinkedHashMap<>();
        SortedSet<Long> sealed = new TreeSet<>();
        for (Waiting each : chosen) {
            Optional<StoredEvent> event = pages.at(tables, cursor.partition, each.position);
            event.ifPresent(found -> {
                events.put(each, found);
                if (EventSeal.isSealed(found.body())) {
                    sealed.add(each.position);
                }
            });
        }
        Map<Long, byte[]> opened = sealed.isEmpty() ? Map.of() : tables.opened(cursor.partition, sealed);
        events.forEach((waiting, event) -> {
            byte @Nullable [] text = opened.get(event.position());
            send(run, cursor, waiting, event, text == null ? event.body().toBytes() : text);
        });
    }

    private void send(WebhookRun run, WebhookCursor cursor, Waiting waiting, StoredEvent event, byte[] body) {
        if (epoch == null) {
            return; // forgotten meanwhile
        }
        Webhook webhook = run.webhook();
        cursor.sent(waiting);
        run.sent();
        int round = run.round();
        long began = System.nanoTime();
        sender.send(
                contexts.computeIfAbsent(webhook.id(), id -> sender.context()),
                webhook,
                DerivedIds.ofMessage(epoch, event.stream(), event.version()),
                body,
                result -> {
                    Duration took = Duration.ofNanos(System.nanoTime() - began);
                    ended.add(new Ended(run, cursor, waiting, round, result, took));
                    partitions.signal();
                });
    }

    /** Takes what has become of requests. */
    void takeResults(WebhookTables tables) {
        Instant now = clock.instant();
        @Nullable Ended each = ended.poll();
        while (each != null) {
            take(tables, each, now);
            each = ended.poll();
        }
    }

    private void take(WebhookTables tables, Ended request, Instant now) {
        WebhookRun run = request.run();
        Webhook webhook = run.webhook();
        if (runs.get(webhook.id()) == run) {
            metrics.ended(webhook.id(), request.result(), request.took());
        }
        if (request.cursor().hasEnded()) {
            request.cursor().ended(request.event());
            run.ended();
        } else if (request.result().isDelivered()) {
            request.cursor().delivered(request.event(), now);
            run.delivered();
        } else {
            request.cursor().failed(request.event(), request.result(), now);
            run.failed(request.round(), request.result(), now);
            LOG.debug(
                    "webhook request failed webhook={} reason={}",
                    webhook.id(),
                    request.result().failure());
            if (request.result().isGone() && webhook.isActive()) {
                store(tables, true);
                pause(tables, webhook, "The receiver answered 410 (Gone).", now.plus(Duration.ofDays(1)));
            }
        }
    }

    /** Pauses the webhooks whose receivers have failed for too long. */
    private void giveUp(WebhookTables tables) {
        Instant now = clock.instant();
        for (WebhookRun run : runs.values()) {
            Optional<Instant> failing = run.failing()
                    .filter(since -> run.webhook().isActive()
                            && Duration.between(since, now).compareTo(settings.giveUp()) > 0);
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
    boolean hasResults() {
        return runs.values().stream()
                .flatMap(run -> run.cursors.values().stream())
                .anyMatch(cursor -> cursor.count().isChanged());
    }

    /** Stores how far the webhooks are; events that were passed, because no webhook wanted them, only if {@code all}. */
    void store(WebhookTables tables, boolean all) {
        List<WebhookTables.Progress> changed = new ArrayList<>();
        runs.forEach((id, run) -> run.cursors.values().stream()
                .filter(cursor -> !cursor.hasEnded())
                .filter(cursor -> cursor.count().isChanged() || (all && cursor.position() > cursor.stored()))
                .forEach(cursor -> changed.add(new WebhookTables.Progress(id, cursor))));
        if (!changed.isEmpty()) {
            tables.store(changed).forEach(WebhookCursor::end);
        }
    }

    /** The requests under way. */
    int underWay() {
        return runs.values().stream()
                .flatMap(run -> run.cursors.values().stream())
                .mapToInt(WebhookCursor::underWay)
                .sum();
    }

    /** When something may be sent that may not now; empty if only events, results and operators can change that. */
    Optional<Instant> nextTry() {
        Instant now = clock.instant();
        return runs.values().stream().flatMap(run -> run.nextTry(now).stream()).min(Instant::compareTo);
    }

    private void measure() {
        runs.forEach((id, run) -> metrics.behind(
                id,
                run.cursors.values().stream()
                        .mapToLong(cursor ->
                                partitions.head(cursor.partition).orElse(cursor.position()) - cursor.position())
                        .sum()));
    }
}

package io.spanwire.projections.webhook;

import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.webhook.WebhookCursor.Waiting;
import io.vertx.core.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses the next requests of each webhook and sends them. One thread. */
final class WebhookRequests {
    /** Pages that a cursor may pass in one step, so that a long way of one holds up no other. */
    private static final int PAGES = 4;

    private final OwnedPartitions partitions;
    private final WebhookPages pages;
    private final WebhookSender sender;
    private final WebhookResults results;
    private final Clock clock;
    private final Map<WebhookRun, Context> contexts = new HashMap<>();
    private @Nullable UUID epoch;
    private int turn;

    WebhookRequests(OwnedPartitions partitions, WebhookSender sender, WebhookResults results, Clock clock) {
        this.partitions = partitions;
        this.pages = new WebhookPages(partitions);
        this.sender = sender;
        this.results = results;
        this.clock = clock;
    }

    /** Sends what may be sent now; false if that is nothing. */
    boolean sendNext(WebhookTables tables, Collection<WebhookRun> runs) {
        Instant now = clock.instant();
        boolean any = false;
        turn++;
        for (WebhookRun run : runs) {
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
        if (events.isEmpty()) {
            return;
        }
        UUID history = epoch == null ? tables.epoch() : epoch;
        epoch = history;
        Map<Long, byte[]> opened = sealed.isEmpty() ? Map.of() : tables.opened(cursor.partition, sealed);
        events.forEach((waiting, event) -> {
            byte @Nullable [] text = opened.get(event.position());
            UUID id = DerivedIds.ofMessage(history, event.stream(), event.version());
            send(run, cursor, waiting, id, text == null ? event.body().toBytes() : text);
        });
    }

    private void send(WebhookRun run, WebhookCursor cursor, Waiting waiting, UUID id, byte[] body) {
        cursor.sent(waiting);
        run.sent();
        sender.send(
                contexts.computeIfAbsent(run, first -> sender.context()),
                run.webhook(),
                id,
                body,
                results.of(run, cursor, waiting));
    }

    /** Forgets what belongs to other webhooks than these. */
    void retain(Collection<WebhookRun> runs) {
        contexts.keySet().retainAll(runs);
        if (runs.isEmpty()) {
            pages.clear();
        }
    }

    /** Forgets what was read, because it may be wrong. */
    void forget() {
        pages.clear();
        epoch = null;
    }
}

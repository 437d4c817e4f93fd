package io.spanwire.projections.webhook;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far one webhook is in one partition, and which events are under way or wait. No I/O, one thread.
 *
 * <h2>In order of a stream, but not one by one</h2>
 *
 * The cursor takes events behind its place and keeps those that the webhook wants until they are delivered, a bounded number.
 * Of each stream only the first of these may be under way, so a stream's events arrive in its order; events of different
 * streams are under way at the same time. The position is the one up to which everything is delivered, or not wanted: only
 * that is stored. So after a crash, what was delivered behind it is delivered again, each stream from some event on in its
 * order; nothing is left out.
 *
 * <p>An event whose delivery failed holds up its stream only, until the bound is reached, and waits longer with each
 * failure.
 */
final class WebhookCursor {
    /** Of wanted events that are taken and not delivered. */
    static final int MAX_WAITING = 64;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    final int partition;
    final long generation;

    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final Backoff backoff;
    private final DeliveryCount count;
    private long stored;
    private long taken;
    private int underWay;
    private boolean hasEnded;

    /** @param position the stored one */
    WebhookCursor(int partition, long generation, long position, DeliveryCount count, Duration longestPause) {
        this.partition = partition;
        this.generation = generation;
        this.stored = position;
        this.taken = position;
        this.count = count;
        this.backoff = new Backoff(longestPause.compareTo(FIRST_PAUSE) < 0 ? longestPause : FIRST_PAUSE, longestPause);
    }

    /** An event that is not delivered. */
    static final class Waiting {
        final long position;
        final StreamId stream;
        private int failures;
        private Instant notBefore = Instant.MIN;
        private boolean isUnderWay;

        private Waiting(long position, StreamId stream) {
            this.position = position;
            this.stream = stream;
        }

        /** How often its delivery has failed. */
        int failures() {
            return failures;
        }
    }

    /** The position behind which events are to be taken. */
    long taken() {
        return taken;
    }

    /** Whether there is room for more events. */
    boolean hasRoom() {
        return waiting.size() < MAX_WAITING;
    }

    /** Takes consecutive events, until there is no more room. */
    void take(List<StoredEvent> events, Predicate<StoredEvent> wanted) {
        for (StoredEvent event : events) {
            if (!hasRoom()) {
                return;
            }
            if (event.position() <= taken) {
                continue;
            }
            taken = event.position();
            if (wanted.test(event)) {
                waiting.put(taken, new Waiting(taken, event.stream()));
            }
        }
    }

    /** The events that may be sent now, by position: of each stream the first, unless it is under way or must wait. */
    List<Waiting> ready(Instant now) {
        List<Waiting> ready = new ArrayList<>();
        Set<StreamId> earlier = new HashSet<>();
        for (Waiting event : waiting.values()) {
            if (earlier.add(event.stream) && !event.isUnderWay && !event.notBefore.isAfter(now)) {
                ready.add(event);
            }
        }
        return ready;
    }

    /** When the next event may be sent that waits for its time; empty if none does. */
    Optional<Instant> nextTry() {
        return waiting.values().stream()
                .filter(event -> event.failures > 0 && !event.isUnderWay)
                .map(event -> event.notBefore)
                .min(Instant::compareTo);
    }

    void sent(Waiting event) {
        event.isUnderWay = true;
        underWay++;
    }

    int underWay() {
        return underWay;
    }

    void delivered(Waiting event, Instant now) {
        ended(event);
        waiting.remove(event.position);
        count.succeeded(now);
    }

    void failed(Waiting event, DeliveryResult result, Instant now) {
        ended(event);
        event.notBefore = now.plus(backoff.pause(event.failures++));
        count.failed(result, now);
    }

    /** Forgets that an event was under way, and what became of it. */
    void ended(Waiting event) {
        event.isUnderWay = false;
        underWay--;
    }

    /** Lets all events be tried at once, because the receiver works again. */
    void tryAgain() {
        waiting.values().forEach(event -> event.notBefore = Instant.MIN);
    }

    /** The position up to which everything is delivered, or not wanted. */
    long position() {
        return waiting.isEmpty() ? taken : waiting.firstKey() - 1;
    }

    long stored() {
        return stored;
    }

    /** Notes that the present position and counts are stored. */
    void stored(long position) {
        stored = position;
        count.stored();
    }

    /** Deliveries and failures, which are stored with the position. */
    DeliveryCount count() {
        return count;
    }

    /** Sends nothing more: someone else has moved the position, or the partition or webhook is gone. */
    void end() {
        hasEnded = true;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** The waiting event at a position, for tests. */
    @Nullable
    Waiting at(long position) {
        return waiting.get(position);
    }
}

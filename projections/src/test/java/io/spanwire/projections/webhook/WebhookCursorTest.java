package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.webhook.WebhookCursor.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookCursorTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final DeliveryResult REFUSED = DeliveryResult.failed("no");

    @Test
    void eventsOfAStreamAreUnderWayOneByOneAndThoseOfOthersBesideThem() {
        WebhookCursor cursor = cursor(0);
        cursor.take(events("a a b a"), event -> true);

        assertThat(positions(cursor.ready(NOW))).containsExactly(1L, 3L);
        send(cursor, 1);
        send(cursor, 3);
        assertThat(cursor.ready(NOW)).isEmpty();

        cursor.delivered(at(cursor, 1), NOW);
        assertThat(positions(cursor.ready(NOW))).containsExactly(2L);
    }

    @Test
    void positionIsBeforeTheFirstEventThatIsNotDelivered() {
        WebhookCursor cursor = cursor(10);
        cursor.take(eventsFrom(11, "a b c d"), event -> !event.stream().key().equals("d"));
        List.of(11L, 12L, 13L).forEach(position -> send(cursor, position));

        cursor.delivered(at(cursor, 12), NOW);
        assertThat(cursor.position()).isEqualTo(10);
        cursor.delivered(at(cursor, 11), NOW);
        assertThat(cursor.position()).isEqualTo(12);
        cursor.delivered(at(cursor, 13), NOW);
        assertThat(cursor.position()).isEqualTo(14);
    }

    @Test
    void failureHoldsUpItsStreamOnlyAndWaitsLongerEachTime() {
        WebhookCursor cursor = cursor(0);
        cursor.take(events("a b a"), event -> true);
        send(cursor, 1);

        cursor.failed(at(cursor, 1), REFUSED, NOW);
        assertThat(positions(cursor.ready(NOW))).containsExactly(2L);
        Instant second = cursor.nextTry().orElseThrow();
        assertThat(Duration.between(NOW, second)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));

        send(cursor, 1);
        cursor.failed(at(cursor, 1), REFUSED, second);
        assertThat(Duration.between(second, cursor.nextTry().orElseThrow()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(cursor.count().failures()).isEqualTo(2);
        assertThat(cursor.count().failing()).isEqualTo(NOW);

        cursor.tryAgain();
        assertThat(positions(cursor.ready(second))).containsExactly(1L, 2L);
    }

    @Test
    void pauseIsBounded() {
        WebhookCursor cursor = cursor(0);
        cursor.take(events("a"), event -> true);
        for (int i = 0; i < 100; i++) {
            send(cursor, 1);
            cursor.failed(at(cursor, 1), REFUSED, NOW);
        }

        assertThat(Duration.between(NOW, cursor.nextTry().orElseThrow()))
                .isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }

    @Test
    void numberOfEventsThatWaitIsBounded() {
        WebhookCursor cursor = cursor(0);
        cursor.take(events("a ".repeat(WebhookCursor.MAX_WAITING + 50)), event -> true);

        assertThat(cursor.hasRoom()).isFalse();
        assertThat(cursor.taken()).isEqualTo(WebhookCursor.MAX_WAITING);
    }

    @Test
    void eventsThatAreNotWantedArePassedWithoutEnd() {
        WebhookCursor cursor = cursor(0);
        cursor.take(events("a ".repeat(500)), event -> false);

        assertThat(cursor.position()).isEqualTo(500);
        assertThat(cursor.ready(NOW)).isEmpty();
    }

    /** Random receivers, failures and crashes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyWantedEventArrivesInTheOrderOfItsStream(long seed) {
        Random random = new Random(seed);
        List<StoredEvent> history = new ArrayList<>();
        for (int position = 1; position <= 400; position++) {
            history.add(event(position, Character.toString('a' + random.nextInt(6))));
        }
        Map<StreamId, List<Long>> received = new HashMap<>();
        Instant now = NOW;
        long stored = 0;
        WebhookCursor cursor = cursor(0);
        List<Waiting> underWay = new ArrayList<>();

        while (stored < history.size()) {
            now = now.plusSeconds(random.nextInt(5));
            int taken = (int) cursor.taken();
            cursor.take(
                    history.subList(taken, Math.min(history.size(), taken + random.nextInt(30))),
                    event -> !event.stream().key().equals("f"));
            for (Waiting ready : cursor.ready(now)) {
                if (random.nextInt(3) > 0) {
                    assertThat(underWay).noneMatch(other -> other.stream.equals(ready.stream));
                    cursor.sent(ready);
                    underWay.add(ready);
                }
            }
            while (!underWay.isEmpty() && random.nextInt(4) > 0) {
                Waiting ended = underWay.remove(random.nextInt(underWay.size()));
                boolean arrives = random.nextInt(3) > 0;
                if (arrives) {
                    received.computeIfAbsent(ended.stream, first -> new ArrayList<>())
                            .add(ended.position);
                }
                if (arrives && random.nextInt(5) > 0) {
                    cursor.delivered(ended, now);
                } else {
                    cursor.failed(ended, REFUSED, now); // the answer may be lost, too
                }
            }
            if (random.nextInt(5) == 0) {
                stored = cursor.position();
                cursor.stored(stored);
                assertDelivered(history, received, stored);
            }
            if (random.nextInt(40) == 0) {
                underWay.clear();
                cursor = cursor(stored);
            }
        }

        assertDelivered(history, received, history.size());
        received.values().forEach(WebhookCursorTest::assertOrder);
    }

    private static void assertDelivered(List<StoredEvent> history, Map<StreamId, List<Long>> received, long upTo) {
        for (StoredEvent event : history.subList(0, (int) upTo)) {
            if (!event.stream().key().equals("f")) {
                assertThat(received.get(event.stream())).contains(event.position());
            }
        }
    }

    /** Without repeats, positions rise; a repeat begins at an event that was there, and continues from it. */
    private static void assertOrder(List<Long> positions) {
        List<Long> without = positions.stream().distinct().toList();
        assertThat(without).isSorted();
    }

    private static WebhookCursor cursor(long position) {
        return new WebhookCursor(0, 1, position, new DeliveryCount(0, 0, null), Duration.ofHours(1));
    }

    private static void send(WebhookCursor cursor, long position) {
        cursor.sent(at(cursor, position));
    }

    private static Waiting at(WebhookCursor cursor, long position) {
        return Objects.requireNonNull(cursor.at(position));
    }

    private static List<Long> positions(List<Waiting> events) {
        return events.stream().map(event -> event.position).toList();
    }

    private static List<StoredEvent> events(String keys) {
        return eventsFrom(1, keys);
    }

    private static List<StoredEvent> eventsFrom(long first, String keys) {
        List<StoredEvent> events = new ArrayList<>();
        for (String key : keys.strip().split(" ", -1)) {
            events.add(event(first + events.size(), key));
        }
        return events;
    }

    private static StoredEvent event(long position, String key) {
        return new StoredEvent(StreamId.parse("note/" + key), position, position, "{}");
    }
}

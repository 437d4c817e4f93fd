package io.spanwire.bus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.EventText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivedPageTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 127, 128, 1000})
    void decodedPageHasTheSameEvents(int count) {
        List<ArchivedEvent> events = events(count, new Random(count));

        ArchivedPage page = ArchivedPage.decode(ArchivedPage.of(events).encode(), null);

        assertThat(page.events()).isEqualTo(events);
        assertThat(page.firstVersion()).isEqualTo(7);
        assertThat(page.lastVersion()).isEqualTo(6 + count);
        assertThat(page.firstPosition()).isEqualTo(events.get(0).position());
        assertThat(page.lastPosition()).isEqualTo(events.get(count - 1).position());
        assertThat(page.earliest())
                .isEqualTo(events.stream()
                        .map(ArchivedEvent::at)
                        .min(Instant::compareTo)
                        .orElseThrow());
        assertThat(page.latest())
                .isEqualTo(events.stream()
                        .map(ArchivedEvent::at)
                        .max(Instant::compareTo)
                        .orElseThrow());
    }

    @Test
    void timesBefore1970AndBackwardsAreKept() {
        List<ArchivedEvent> events = List.of(
                event(1, 1, AT, "a"),
                event(2, 5, Instant.parse("1066-10-14T09:00:00.000001Z"), "b"),
                event(3, 6, Instant.parse("9999-12-31T23:59:59.999999Z"), "c"));

        assertThat(ArchivedPage.decode(ArchivedPage.of(events).encode(), null).events())
                .isEqualTo(events);
    }

    @Test
    void partsOfAPageAreFound() {
        ArchivedPage page = ArchivedPage.of(
                List.of(event(5, 10, AT, "one"), event(6, 12, AT.plusSeconds(5), "two"), event(7, 20, AT, "three")));

        assertThat(page.text(5, 6).toString()).isEqualTo("one\ntwo");
        assertThat(page.text(7, 7).toString()).isEqualTo("three");
        assertThat(versions(page, 0, 9)).isEmpty();
        assertThat(versions(page, 9, 12)).containsExactly(5L, 6L);
        assertThat(versions(page, 10, 19)).containsExactly(6L);
        assertThat(versions(page, 12, 99)).containsExactly(7L);
        assertThat(versions(page, 20, 99)).isEmpty();
        assertThat(page.lastWithin(5, 7, 1)).isEqualTo(5);
        assertThat(page.lastWithin(5, 7, 7)).isEqualTo(6);
        assertThat(page.lastWithin(5, 99, 1_000)).isEqualTo(7);
        assertThat(page.lastBefore(AT)).isEmpty();
        assertThat(page.lastBefore(AT.plusMillis(1))).hasValue(7);
    }

    @Test
    void gapOfVersionsOrPositionsIsRefused() {
        assertThatThrownBy(() -> ArchivedPage.of(List.of(event(1, 1, AT, "a"), event(3, 2, AT, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArchivedPage.of(List.of(event(1, 2, AT, "a"), event(2, 2, AT, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedPageIsRefusedOrWholeAtEveryByte() {
        List<ArchivedEvent> events = events(20, new Random(1));
        byte[] stored = ArchivedPage.of(events).encode();

        int damaged = 0;
        for (int i = 0; i < stored.length; i++) {
            byte[] cut = Arrays.copyOf(stored, i);
            assertThatThrownBy(() -> ArchivedPage.decode(cut, null))
                    .as("length %d", i)
                    .isInstanceOf(UnreadablePage.class);
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            try {
                assertThat(ArchivedPage.decode(changed, null).events())
                        .as("byte %d", i)
                        .isEqualTo(events);
            } catch (UnreadablePage refused) {
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(stored.length - 10);
    }

    @Test
    void chatMessagesBecomeSmall() {
        List<ArchivedEvent> events = events(700, new Random(3));

        ArchivedPage page = ArchivedPage.of(events);

        assertThat(page.encode().length).isLessThan(page.bytes() / 2);
    }

    private static List<Long> versions(ArchivedPage page, long after, long to) {
        return page.eventsBetween(after, to).stream()
                .map(ArchivedEvent::version)
                .toList();
    }

    private static List<ArchivedEvent> events(int count, Random random) {
        List<ArchivedEvent> events = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < count; i++) {
            position += 1 + random.nextInt(300);
            Instant at = AT.plus(random.nextInt(10_000_000), ChronoUnit.MICROS);
            String text = "{\"specversion\":\"1.0\",\"id\":\"" + (7 + i) + "\",\"data\":{\"text\":\"grüße "
                    + random.nextLong() + "\"}}";
            events.add(event(7 + i, position, at, text));
        }
        return events;
    }

    private static ArchivedEvent event(long version, long position, Instant at, String text) {
        return new ArchivedEvent(version, position, "chat.posted-" + version % 3, at, EventText.of(text), null);
    }
}

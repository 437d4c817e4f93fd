package io.spanwire.projections.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents events = new RecentEvents(10);

    @Test
    void nextEventsAreHereOnlyWithoutAHole() {
        add(11);
        add(12);

        assertThat(events.after(9, 5)).isEmpty();
        assertThat(events.after(10, 5))
                .extracting(RecentEvents.Recent::position)
                .containsExactly(11L, 12L);
        assertThat(events.after(10, 1))
                .extracting(RecentEvents.Recent::position)
                .containsExactly(11L);
        assertThat(events.after(12, 5)).isEmpty();
        add(15);
        assertThat(events.after(12, 5)).isEmpty();
        assertThat(events.after(14, 5))
                .extracting(RecentEvents.Recent::position)
                .containsExactly(15L);
        assertThat(events.head()).isEqualTo(15);
    }

    @Test
    void oldestAreForgotten() {
        for (long position = 11; position <= 1_500; position++) {
            add(position);
        }

        assertThat(events.after(10, 5)).isEmpty();
        assertThat(events.after(1_000, 1)).hasSize(1);
    }

    private void add(long position) {
        events.add(new RecentEvents.Recent(
                position,
                new RecordedEvent<>(
                        new StreamId("room", "a"), position, Instant.EPOCH, "ann", new UUID(0, 1), "data")));
    }
}

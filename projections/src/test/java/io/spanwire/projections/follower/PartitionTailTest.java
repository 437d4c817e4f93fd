package io.spanwire.projections.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionTailTest {
    private final PartitionTail tail = new PartitionTail(10);

    @Test
    void eventsBehindAPositionAreThoseThatWereAdded() {
        add(11, 20, "{}");

        assertThat(positions(10, 3)).containsExactly(11L, 12L, 13L);
        assertThat(positions(18, 99)).containsExactly(19L, 20L);
        assertThat(positions(20, 99)).isEmpty();
        assertThat(positions(9, 99)).isEmpty();
        assertThat(tail.head()).isEqualTo(20);
    }

    @Test
    void oldEventsGo() {
        add(11, 3_000, "{}");

        assertThat(positions(10, 1)).isEmpty();
        assertThat(positions(3_000 - 1_024, 2_000)).hasSize(1_024);
        assertThat(positions(3_000 - 1_025, 2_000)).isEmpty();
    }

    @Test
    void bytesAreBounded() {
        add(11, 110, "x".repeat(100_000));

        assertThat(positions(100, 99)).hasSize(10);
        assertThat(positions(98, 99)).isEmpty();
    }

    @Test
    void holeIsNotBridged() {
        add(11, 20, "{}");
        add(25, 26, "{}");

        assertThat(positions(15, 99)).isEmpty();
        assertThat(positions(24, 99)).containsExactly(25L, 26L);
        tail.atLeast(30);
        assertThat(tail.head()).isEqualTo(30);
        assertThat(positions(25, 99)).isEmpty();
        tail.atLeast(7);
        add(31, 31, "{}");
        assertThat(positions(30, 99)).containsExactly(31L);
    }

    private void add(long first, long last, String text) {
        LongStream.rangeClosed(first, last)
                .forEach(position -> tail.add(new RecentEvent(
                        new StoredEvent(StreamId.parse("note/a"), position, position, text), Optional.empty())));
    }

    private List<Long> positions(long after, int max) {
        return tail.after(after, max).stream().map(RecentEvent::position).toList();
    }
}

package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.hub.PartitionPositions.Arrival.Duplicate;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Gap;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Next;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionPositionsTest {
    private final PartitionPositions positions = new PartitionPositions(2);

    @Test
    void firstArrivalOfAnUnknownPartitionIsNext() {
        assertThat(positions.arrive(0, 41)).isInstanceOf(Next.class);
        assertThat(positions.arrive(0, 42)).isInstanceOf(Next.class);
    }

    @Test
    void repeatedPositionIsADuplicate() {
        positions.startAt(Map.of(0, 7L, 1, 0L));

        assertThat(positions.arrive(0, 7)).isInstanceOf(Duplicate.class);
        assertThat(positions.arrive(0, 8)).isInstanceOf(Next.class);
        assertThat(positions.arrive(0, 8)).isInstanceOf(Duplicate.class);
        assertThat(positions.arrive(1, 1)).isInstanceOf(Next.class);
    }

    @Test
    void jumpIsAGap() {
        positions.startAt(Map.of(0, 7L));

        assertThat(positions.arrive(0, 11)).isEqualTo(new Gap(0, 8, 10));
        assertThat(positions.arrive(0, 9)).isInstanceOf(Duplicate.class);
        assertThat(positions.arrive(0, 12)).isInstanceOf(Next.class);
    }

    @Test
    void arrivalTakesPrecedenceOverHistory() {
        positions.arrive(0, 5);

        positions.startAt(Map.of(0, 9L));

        assertThat(positions.arrive(0, 6)).isInstanceOf(Next.class);
    }

    @Test
    void overduePositionIsAGapUpToIt() {
        positions.startAt(Map.of(0, 7L));

        assertThat(positions.overdue(0, 9)).isEqualTo(new Gap(0, 8, 9));
        assertThat(positions.overdue(0, 9)).isInstanceOf(Duplicate.class);
        assertThat(positions.overdue(1, 9)).isInstanceOf(Duplicate.class);
        assertThat(positions.arrive(0, 10)).isInstanceOf(Next.class);
    }
}

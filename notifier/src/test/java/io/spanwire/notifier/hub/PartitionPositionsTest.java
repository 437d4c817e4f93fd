package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.hub.PartitionPositions.Arrival.Behind;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Next;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Old;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionPositionsTest {
    private final PartitionPositions positions = new PartitionPositions(2);

    @Test
    void theFirstArrivalOfAnUnknownPartitionIsTakenAsItIs() {
        assertThat(positions.arrive(0, 41)).isInstanceOf(Next.class);
        assertThat(positions.arrive(0, 42)).isInstanceOf(Next.class);
    }

    @Test
    void whatWasThereBeforeIsOld() {
        positions.startAt(Map.of(0, 7L, 1, 0L));

        assertThat(positions.arrive(0, 7)).isInstanceOf(Old.class);
        assertThat(positions.arrive(0, 8)).isInstanceOf(Next.class);
        assertThat(positions.arrive(0, 8)).isInstanceOf(Old.class);
        assertThat(positions.arrive(1, 1)).isInstanceOf(Next.class);
    }

    @Test
    void aJumpSaysWhatIsMissing() {
        positions.startAt(Map.of(0, 7L));

        assertThat(positions.arrive(0, 11)).isEqualTo(new Behind(0, 8, 10));
        assertThat(positions.arrive(0, 9)).isInstanceOf(Old.class);
        assertThat(positions.arrive(0, 12)).isInstanceOf(Next.class);
    }

    @Test
    void aPartitionThatHasAlreadySpokenKnowsBetterThanHistory() {
        positions.arrive(0, 5);

        positions.startAt(Map.of(0, 9L));

        assertThat(positions.arrive(0, 6)).isInstanceOf(Next.class);
    }

    @Test
    void whatIsOverdueIsMissingUpToThere() {
        positions.startAt(Map.of(0, 7L));

        assertThat(positions.overdue(0, 9)).isEqualTo(new Behind(0, 8, 9));
        assertThat(positions.overdue(0, 9)).isInstanceOf(Old.class);
        assertThat(positions.overdue(1, 9)).isInstanceOf(Old.class);
        assertThat(positions.arrive(0, 10)).isInstanceOf(Next.class);
    }
}

package io.spanwire.projections.relay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
    private final Map<Integer, Long> tails = new HashMap<>();
    private final Map<Integer, Long> heads = new HashMap<>();
    private final HistoryCheck history =
            new HistoryCheck((partitions, unused) -> Map.copyOf(tails), () -> Map.copyOf(heads));

    @Test
    void topicAheadOfTheDatabaseIsRefused() {
        tails.putAll(Map.of(0, 5L, 1, 9L));
        heads.putAll(Map.of(0, 5L, 1, 7L));

        assertThatThrownBy(this::check)
                .isInstanceOf(HistoryMismatch.class)
                .hasMessageContaining("Partition 1 of the events topic has position 9")
                .hasMessageContaining("PostgreSQL ends at 7")
                .hasMessageContaining("restored from an older backup");
    }

    @Test
    void emptyDatabaseIsRefused() {
        tails.put(0, 1L);

        assertThatThrownBy(this::check).isInstanceOf(HistoryMismatch.class);
    }

    @Test
    void eventsNotPublishedYetAreAllowed() {
        tails.putAll(Map.of(0, 5L, 1, 0L));
        heads.putAll(Map.of(0, 6L, 1, 3L));

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void eventsCommittedDuringTheCheckAreAllowed() {
        AtomicLong committed = new AtomicLong(5);
        TopicTail busyTopic = (partitions, unused) -> Map.of(0, committed.getAndIncrement());

        HistoryCheck busy = new HistoryCheck(busyTopic, () -> Map.of(0, committed.getAndIncrement()));

        assertThatCode(() -> busy.check(List.of(0))).doesNotThrowAnyException();
    }

    private void check() {
        history.check(List.of(0, 1));
    }
}

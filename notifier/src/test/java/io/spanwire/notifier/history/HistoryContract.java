package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.TestFrontend;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract of every history. Pages have at most {@value #PAGE} events. */
abstract class HistoryContract {
    static final int PAGE = 5;
    private static final StreamId ROOM = StreamId.parse("chat/general");

    abstract HistorySource history();

    /** Commits the stream's next event with this text. */
    abstract StoredEvent commit(StreamId stream, String data);

    abstract int partition(StreamId stream);

    @Test
    void emptyStreamHasHeadZeroAndAnEpoch() {
        assertThat(TestFrontend.await(history().head(ROOM)).version()).isZero();
        assertThat(TestFrontend.await(history().head(ROOM)).epoch()).isNotEmpty();
        assertThat(TestFrontend.await(history().page(ROOM, 0))).isEmpty();
    }

    @Test
    void headIsTheLastVersion() {
        IntStream.range(0, 7).forEach(i -> commit(ROOM, "x"));

        assertThat(TestFrontend.await(history().head(ROOM)).version()).isEqualTo(7);
    }

    @Test
    void pagesContinueWhereTheLastOneEnded() {
        List<StoredEvent> all =
                IntStream.range(0, 12).mapToObj(i -> commit(ROOM, "grüße " + i)).toList();
        commit(StreamId.parse("chat/other"), "not this one");

        List<StoredEvent> first = TestFrontend.await(history().page(ROOM, 0));
        List<StoredEvent> second = TestFrontend.await(history().page(ROOM, 5));
        List<StoredEvent> third = TestFrontend.await(history().page(ROOM, 10));

        assertThat(versions(first)).containsExactlyElementsOf(upTo(1, 5));
        assertThat(versions(second)).containsExactlyElementsOf(upTo(6, 10));
        assertThat(versions(third)).containsExactly(11L, 12L);
        assertThat(TestFrontend.await(history().page(ROOM, 12))).isEmpty();
        assertThat(first.get(0).body()).isEqualTo(all.get(0).body());
        assertThat(first.get(0).stream()).isEqualTo(ROOM);
    }

    @Test
    void lastPositionsAreThoseOfTheLastCommits() {
        StoredEvent last = IntStream.range(0, 3)
                .mapToObj(i -> commit(ROOM, "x"))
                .reduce((a, b) -> b)
                .orElseThrow();

        assertThat(TestFrontend.await(history().lastPositions())).containsEntry(partition(ROOM), last.position());
    }

    @Test
    void changedStreamsHaveTheirNewestVersionOfTheRange() {
        long from = commit(ROOM, "one").position();
        commit(ROOM, "two");
        long to = commit(ROOM, "three").position();
        commit(ROOM, "beyond");

        assertThat(TestFrontend.await(history().changedStreams(partition(ROOM), from, to)))
                .isEqualTo(Map.of(ROOM, 3L));
        assertThat(TestFrontend.await(history().changedStreams(partition(ROOM), to + 100, to + 200)))
                .isEmpty();
    }

    static List<Long> versions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::version).toList();
    }

    static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}

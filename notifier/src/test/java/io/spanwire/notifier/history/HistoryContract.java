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
        assertThat(TestFrontend.await(history().page(ROOM, 0)).events()).isZero();
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

        HistoryPage first = TestFrontend.await(history().page(ROOM, 0));
        HistoryPage second = TestFrontend.await(history().page(ROOM, 5));
        HistoryPage third = TestFrontend.await(history().page(ROOM, 10));

        assertThat(versions(first)).containsExactlyElementsOf(upTo(1, 5));
        assertThat(versions(second)).containsExactlyElementsOf(upTo(6, 10));
        assertThat(versions(third)).containsExactly(11L, 12L);
        assertThat(TestFrontend.await(history().page(ROOM, 12)).events()).isZero();
        assertThat(LongStream.rangeClosed(1, 5).mapToObj(first::text))
                .containsExactlyElementsOf(
                        all.subList(0, 5).stream().map(StoredEvent::body).toList());
        assertThat(third.text(12)).isEqualTo(all.get(11).body());
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

    static List<Long> versions(HistoryPage page) {
        return upTo(page.first(), page.last());
    }

    static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}

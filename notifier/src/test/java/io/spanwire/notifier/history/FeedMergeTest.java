package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedMergeTest {
    private static final long[] BEGINNING = {0, 0};

    @Test
    void eventsOfAllPartitionsComeByTime() {
        FeedPage page = FeedMerge.merge(BEGINNING, List.of(whole(0, 3, 10, 30, 50), whole(1, 3, 20, 40, 60)));

        assertThat(order(page)).containsExactly("0:1", "1:1", "0:2", "1:2", "0:3", "1:3");
        assertThat(page.positions().through(0)).isEqualTo(3);
    }

    @Test
    void positionsOfAPartitionAlwaysGrow() {
        FeedPage page = FeedMerge.merge(BEGINNING, List.of(whole(0, 3, 50, 10, 60), whole(1, 1, 20)));

        assertThat(order(page)).containsExactly("1:1", "0:1", "0:2", "0:3");
    }

    @Test
    void whatIsLaterThanTheEndOfAPartitionWaits() {
        FeedPage page = FeedMerge.merge(BEGINNING, List.of(part(0, 2, 10, 20), whole(1, 3, 15, 20, 21)));

        assertThat(order(page)).containsExactly("0:1", "1:1", "0:2", "1:2");
        assertThat(page.positions().through(0)).isEqualTo(2);
        assertThat(page.positions().through(1)).isEqualTo(2);
    }

    @Test
    void partitionWithoutWantedEventsLeadsFurther() {
        FeedMerge.Part empty = new FeedMerge.Part(0, 5_000, false, 18, List.of());

        FeedPage page = FeedMerge.merge(BEGINNING, List.of(empty, whole(1, 2, 15, 20)));

        assertThat(order(page)).containsExactly("1:1");
        assertThat(page.positions().through(0)).isEqualTo(5_000);
        assertThat(page.positions().through(1)).isEqualTo(1);
    }

    @Test
    void pageWithoutSomeStreamsStillLeadsAsFar() {
        FeedPage page = FeedMerge.merge(BEGINNING, List.of(whole(0, 2, 1, 2), whole(1, 1, 3)));

        FeedPage left = page.ofStreams(Set.of(new StreamId("chat", "1")));

        assertThat(order(left)).containsExactly("1:1");
        assertThat(left.positions().through(0)).isEqualTo(2);
    }

    @Test
    void shareOfABusyPartitionGrows() {
        FeedShares shares = new FeedShares(2, 100);
        assertThat(shares.of(0, 2)).isEqualTo(50);

        shares.learn(FeedMerge.merge(
                BEGINNING, List.of(whole(0, 40, IntStream.range(0, 40).toArray()), whole(1, 1, 3))));

        assertThat(shares.of(0, 2)).isEqualTo(80);
        assertThat(shares.of(1, 2)).isEqualTo(8);
    }

    private static List<String> order(FeedPage page) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < page.events(); i++) {
            order.add(page.positions().partition(i) + ":" + page.positions().position(i));
        }
        return order;
    }

    private static FeedMerge.Part whole(int partition, long through, int... micros) {
        return new FeedMerge.Part(partition, through, true, Long.MIN_VALUE, events(partition, micros));
    }

    private static FeedMerge.Part part(int partition, long through, int... micros) {
        return new FeedMerge.Part(partition, through, false, Long.MIN_VALUE, events(partition, micros));
    }

    private static List<FeedEvent> events(int partition, int... micros) {
        String stream = "chat/" + partition;
        return IntStream.range(0, micros.length)
                .mapToObj(i -> new FeedEvent(partition, i + 1L, micros[i], stream, EventText.of("{}")))
                .toList();
    }
}

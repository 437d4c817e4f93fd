package io.spanwire.projections.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.lane.CommitListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OwnedPartitionsTest {
    private static final StreamId STREAM = StreamId.parse("room/a");

    private final OwnedPartitions partitions = new OwnedPartitions(true);
    private final CommitListener lane = partitions.listener();

    @Test
    void followersThatWantEventsShareThem() {
        Follower reactions = partitions.follow();
        Follower webhooks = partitions.follow();
        reactions.wantEvents(true);
        webhooks.wantEvents(true);
        lane.joined(Map.of(3, 10L));

        lane.committed(List.of(event(3, 11), event(3, 12)), Map.of());

        List<RecentEvent> found = partitions.after(3, 10, 9);
        assertThat(found).extracting(RecentEvent::position).containsExactly(11L, 12L);
        assertThat(found.get(0).recorded())
                .hasValueSatisfying(event -> assertThat(event.data()).isEqualTo("data"));
        assertThat(partitions.after(3, 10, 9).get(0)).isSameAs(found.get(0));
        assertThat(partitions.head(3)).hasValue(12);
    }

    @Test
    void nothingIsKeptWhileNobodyWantsEvents() throws InterruptedException {
        Follower webhooks = partitions.follow();
        lane.joined(Map.of(3, 10L));
        webhooks.await(Duration.ZERO); // takes the signal of joining

        lane.committed(List.of(event(3, 11)), Map.of());
        assertThat(partitions.head(3)).hasValue(10);

        webhooks.wantEvents(true);
        partitions.atLeast(Map.of(3, 11L));
        assertThat(partitions.head(3)).hasValue(11);
        assertThat(partitions.after(3, 10, 9)).isEmpty();
        lane.committed(List.of(event(3, 12)), Map.of());
        assertThat(partitions.after(3, 11, 9)).hasSize(1);

        webhooks.wantEvents(false);
        lane.committed(List.of(event(3, 13)), Map.of());
        assertThat(partitions.head(3)).hasValue(12);
    }

    @Test
    void eventsAreWithoutDataIfThereAreNoReactions() {
        OwnedPartitions texts = new OwnedPartitions(false);
        texts.follow().wantEvents(true);
        CommitListener listener = texts.listener();
        listener.joined(Map.of(3, 10L));

        listener.committed(List.of(event(3, 11)), Map.of());

        assertThat(texts.after(3, 10, 9).get(0).recorded()).isEmpty();
    }

    @Test
    void partitionOfAnotherLaneIsNotReleased() {
        CommitListener next = partitions.listener();
        lane.joined(Map.of(3, 10L, 4, 5L));
        next.joined(Map.of(3, 12L));

        lane.released(Set.of(3, 4));

        assertThat(partitions.all()).containsExactly(3);
        assertThat(partitions.head(3)).hasValue(12);
        assertThat(partitions.head(4)).isEmpty();
    }

    @Test
    void eachFollowerLearnsOfJoinedPartitionsOnce() {
        Follower one = partitions.follow();
        Follower other = partitions.follow();

        lane.joined(Map.of(3, 10L, 4, 5L));

        assertThat(one.takeJoined()).containsExactly(3, 4);
        assertThat(one.takeJoined()).isEmpty();
        assertThat(other.takeJoined()).containsExactly(3, 4);
    }

    @Test
    void commitSignalsThoseThatWantEvents() throws InterruptedException {
        Follower wanting = partitions.follow();
        Follower other = partitions.follow();
        wanting.wantEvents(true);
        lane.joined(Map.of(3, 10L));
        other.await(Duration.ofSeconds(10)); // at once: partitions have come
        wanting.await(Duration.ofSeconds(10));

        lane.committed(List.of(event(3, 11)), Map.of());

        assertThat(waited(wanting, Duration.ofMinutes(1))).isLessThan(Duration.ofSeconds(10));
        assertThat(waited(wanting, Duration.ofMillis(50))).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(waited(other, Duration.ofMillis(50))).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    private static Duration waited(Follower follower, Duration most) throws InterruptedException {
        long began = System.nanoTime();
        follower.await(most);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Appended event(int partition, long position) {
        RecordedEvent<?> recorded = new RecordedEvent<>(STREAM, position, Instant.EPOCH, "ann", new UUID(0, 1), "data");
        return new Appended(
                partition,
                new StoredEvent(STREAM, position, position, "{}"),
                new NewEvent("room.opened", 1, recorded, "{}"));
    }
}

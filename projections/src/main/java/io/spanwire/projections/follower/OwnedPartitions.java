package io.spanwire.projections.follower;

import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.lane.CommitListener;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a process's lanes, with the events they have committed last. Lanes add to it, once for all followers, and
 * the followers take from it. While no follower wants events, a commit costs the reading of one field. Thread-safe.
 */
public final class OwnedPartitions {
    private final ReentrantLock lock = new ReentrantLock();
    private final boolean keepsData;
    private final Map<Integer, Owned> owned = new TreeMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private volatile boolean keepsEvents;

    private record Owned(Object lane, PartitionTail tail) {}

    /** @param keepsData whether events are kept with their data besides their texts */
    public OwnedPartitions(boolean keepsData) {
        this.keepsData = keepsData;
    }

    /** A new follower, which wants no events at first. */
    public Follower follow() {
        Follower follower = new Follower(this::checkInterest);
        followers.add(follower);
        return follower;
    }

    private void checkInterest() {
        keepsEvents = followers.stream().anyMatch(Follower::wantsEvents);
    }

    /** The listener of one lane: a partition that has moved to another lane is not released by the lane before. */
    public CommitListener listener() {
        return new CommitListener() {
            @Override
            public void joined(Map<Integer, Long> heads) {
                locked(() -> {
                    heads.forEach((partition, head) -> owned.put(partition, new Owned(this, new PartitionTail(head))));
                    return true;
                });
                followers.forEach(follower -> follower.joined(heads.keySet()));
            }

            @Override
            public void released(Collection<Integer> partitions) {
                locked(() -> owned.entrySet()
                        .removeIf(each -> partitions.contains(each.getKey())
                                && each.getValue().lane() == this));
                followers.forEach(Follower::signal);
            }

            @Override
            public void committed(List<Appended> events, Map<Integer, Instant> timers) {
                if (keepsEvents && !events.isEmpty()) {
                    locked(() -> {
                        events.forEach(OwnedPartitions.this::add);
                        return true;
                    });
                    followers.forEach(Follower::eventsCommitted);
                }
            }
        };
    }

    private void add(Appended event) {
        @Nullable Owned partition = owned.get(event.partition());
        if (partition != null) {
            partition
                    .tail()
                    .add(new RecentEvent(
                            event.stored(),
                            keepsData ? Optional.of(event.event().recorded()) : Optional.empty()));
        }
    }

    /** Notes that partitions have events up to these positions: what was committed while none were wanted is not known here. */
    public void atLeast(Map<Integer, Long> heads) {
        heads.forEach((partition, head) -> locked(() -> {
            @Nullable Owned found = owned.get(partition);
            if (found != null) {
                found.tail().atLeast(head);
            }
            return true;
        }));
    }

    public Set<Integer> all() {
        return locked(() -> new TreeSet<>(owned.keySet()));
    }

    /** The position of the last event of a partition; empty when the partition is not here. */
    public OptionalLong head(int partition) {
        return locked(() -> {
            @Nullable Owned found = owned.get(partition);
            return found == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(found.tail().head());
        });
    }

    /** The events of a partition behind a position, at most {@code max}, if the next one is in memory. */
    public List<RecentEvent> after(int partition, long position, int max) {
        return locked(() -> {
            @Nullable Owned found = owned.get(partition);
            return found == null ? List.of() : found.tail().after(position, max);
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}

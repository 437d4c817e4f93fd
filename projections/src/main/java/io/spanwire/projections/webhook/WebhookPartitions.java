package io.spanwire.projections.webhook;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.lane.CommitListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a process's lanes, with the events they have committed last. Lanes add to it, and the thread of the
 * webhooks waits for it and takes from it. While there is no webhook, a commit costs the reading of one field. Thread-safe.
 */
final class WebhookPartitions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, Owned> owned = new TreeMap<>();
    private volatile boolean listens;
    private boolean isSignalled;

    private record Owned(Object lane, PartitionTail tail) {}

    /** The listener of one lane: a partition that has moved to another lane is not released by the lane before. */
    CommitListener listener() {
        return new CommitListener() {
            @Override
            public void joined(Map<Integer, Long> heads) {
                locked(() -> heads.forEach(
                        (partition, head) -> owned.put(partition, new Owned(this, new PartitionTail(head)))));
            }

            @Override
            public void released(Collection<Integer> partitions) {
                locked(() -> owned.entrySet()
                        .removeIf(each -> partitions.contains(each.getKey())
                                && each.getValue().lane() == this));
            }

            @Override
            public void committed(List<Appended> events, Map<Integer, Instant> timers) {
                if (listens && !events.isEmpty()) {
                    locked(() -> events.forEach(WebhookPartitions.this::add));
                }
            }
        };
    }

    private void add(Appended event) {
        @Nullable Owned partition = owned.get(event.partition());
        if (partition != null) {
            partition.tail().add(event.stored());
        }
    }

    /** Whether events are wanted. What was committed before is not known here: tell the heads afterwards. */
    void listen(boolean wanted) {
        listens = wanted;
    }

    boolean listens() {
        return listens;
    }

    /** Notes that partitions have events up to these positions. */
    void atLeast(Map<Integer, Long> heads) {
        heads.forEach((partition, head) -> lockedGet(() -> {
            @Nullable Owned found = owned.get(partition);
            if (found != null) {
                found.tail().atLeast(head);
            }
            return true;
        }));
    }

    Set<Integer> all() {
        return lockedGet(() -> new TreeSet<>(owned.keySet()));
    }

    /** The position of the last event of a partition; empty when the partition is not here. */
    OptionalLong head(int partition) {
        return lockedGet(() -> {
            @Nullable Owned found = owned.get(partition);
            return found == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(found.tail().head());
        });
    }

    /** The events of a partition behind a position, if they are in memory. */
    List<StoredEvent> after(int partition, long position, int max) {
        return lockedGet(() -> {
            @Nullable Owned found = owned.get(partition);
            return found == null ? List.of() : found.tail().after(position, max);
        });
    }

    /** Waits until something has changed since the last call, at most so long. */
    void await(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!isSignalled && left > 0) {
                left = changed.awaitNanos(left);
            }
            isSignalled = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait. */
    void signal() {
        locked(() -> {});
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            isSignalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T lockedGet(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}

package io.spanwire.projections.reaction;

import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.lane.CommitListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * The partitions of a process's lanes, with the events they have committed last and the time of the next timer. Lanes add
 * to it, and the thread of the follow-ups waits for it and takes from it. Thread-safe.
 */
final class OwnedPartitions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final boolean keepsEvents;
    private final Map<Integer, Owned> owned = new TreeMap<>();
    private final Set<Integer> joined = new TreeSet<>();
    private Instant nextTimer = Instant.MAX;
    private boolean isSignalled;

    private record Owned(Object lane, RecentEvents events) {}

    /** @param keepsEvents whether there are reactions; otherwise only timers are of interest */
    OwnedPartitions(boolean keepsEvents) {
        this.keepsEvents = keepsEvents;
    }

    /** The listener of one lane: a partition that has moved to another lane is not released by the lane before. */
    CommitListener listener() {
        return new CommitListener() {
            @Override
            public void joined(Map<Integer, Long> heads) {
                locked(() -> {
                    heads.forEach((partition, head) -> owned.put(partition, new Owned(this, new RecentEvents(head))));
                    joined.addAll(heads.keySet());
                });
            }

            @Override
            public void released(Collection<Integer> partitions) {
                locked(() -> owned.entrySet()
                        .removeIf(each -> partitions.contains(each.getKey())
                                && each.getValue().lane() == this));
            }

            @Override
            public void committed(List<Appended> events, Map<Integer, Instant> timers) {
                if ((keepsEvents && !events.isEmpty()) || !timers.isEmpty()) {
                    locked(() -> {
                        if (keepsEvents) {
                            events.forEach(OwnedPartitions.this::add);
                        }
                        timers.values().forEach(OwnedPartitions.this::timerIsDue);
                    });
                }
            }
        };
    }

    private void add(Appended event) {
        @Nullable Owned partition = owned.get(event.partition());
        if (partition != null) {
            partition
                    .events()
                    .add(new RecentEvents.Recent(
                            event.stored().position(), event.event().recorded()));
        }
    }

    private void timerIsDue(Instant due) {
        nextTimer = due.isBefore(nextTimer) ? due : nextTimer;
    }

    /** Notes that a timer is due at this time. */
    void timerAt(Instant due) {
        locked(() -> timerIsDue(due));
    }

    /** When the next timer is due, as far as is known. */
    Instant nextTimer() {
        return lockedGet(() -> nextTimer);
    }

    /** Forgets when the next timer is due, before the database is asked; what is set meanwhile is noted again. */
    void forgetNextTimer() {
        lockedGet(() -> nextTimer = Instant.MAX);
    }

    /** The partitions that were joined since the last call, and are still here. */
    Set<Integer> takeJoined() {
        return lockedGet(() -> {
            Set<Integer> taken = new TreeSet<>(joined);
            joined.clear();
            taken.retainAll(owned.keySet());
            return taken;
        });
    }

    /** Has all partitions joined again, because what is known of them may be wrong. */
    void joinAgain() {
        locked(() -> joined.addAll(owned.keySet()));
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
                    : OptionalLong.of(found.events().head());
        });
    }

    /** The events of a partition behind a position, if they are in memory. */
    List<RecentEvents.Recent> after(int partition, long position, int max) {
        return lockedGet(() -> {
            @Nullable Owned found = owned.get(partition);
            return found == null
                    ? new ArrayList<RecentEvents.Recent>()
                    : found.events().after(position, max);
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

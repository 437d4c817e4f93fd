package io.spanwire.projections.follower;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one follower wants and has yet to notice: a signal, for which its thread waits, and the partitions that were joined.
 * Thread-safe; one thread waits.
 */
public final class Follower {
    private final Runnable interestChanged;
    private final AtomicBoolean isSignalled = new AtomicBoolean();
    private final Semaphore signals = new Semaphore(0);
    private final Set<Integer> joined = ConcurrentHashMap.newKeySet();
    private volatile boolean wantsEvents;

    Follower(Runnable interestChanged) {
        this.interestChanged = interestChanged;
    }

    /** Whether events that are committed from now on are kept, and signalled. */
    public void wantEvents(boolean wanted) {
        wantsEvents = wanted;
        interestChanged.run();
    }

    boolean wantsEvents() {
        return wantsEvents;
    }

    void eventsCommitted() {
        if (wantsEvents) {
            signal();
        }
    }

    void joined(Set<Integer> partitions) {
        joined.addAll(partitions);
        signal();
    }

    /** The partitions that were joined since the last call; some may be gone again. */
    public Set<Integer> takeJoined() {
        Set<Integer> taken = new TreeSet<>(joined);
        joined.removeAll(taken);
        return taken;
    }

    /** Ends the wait, or the next one if there is none now. */
    public void signal() {
        if (!isSignalled.getAndSet(true)) {
            signals.release();
        }
    }

    /** Waits for a signal, at most so long; for none if there was one since the last call. */
    public void await(Duration most) throws InterruptedException {
        if (signals.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            isSignalled.set(false);
        }
    }
}

package io.spanwire.acceptance.link;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of all connections of a proxy: its rule, and counters of the rule's effects. Thread-safe. */
public final class ProxyDirection {
    private static final int SLICES_PER_SECOND = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong bytesUntilReset = new AtomicLong();
    private volatile TrafficRule rule = new TrafficRule.Forward();

    /** Applies from the next chunk on; held chunks continue under the new rule. */
    public void setRule(TrafficRule next) {
        lock.lock();
        try {
            if (next instanceof TrafficRule.ResetAfter reset) {
                bytesUntilReset.set(reset.bytes());
            }
            rule = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Number of dropped bytes. */
    public long dropped() {
        return dropped.get();
    }

    /** Number of chunks that were delayed, throttled or held. */
    public long delayed() {
        return delayed.get();
    }

    /** Number of connections that {@link TrafficRule.ResetAfter} has reset. */
    public long resets() {
        return resets.get();
    }

    boolean isBlackHole() {
        return rule instanceof TrafficRule.BlackHole;
    }

    /** Forwards a chunk as the rule says; returns false if the connection must be reset. */
    boolean forward(byte[] bytes, int length, OutputStream out, ProxiedConnection connection, Direction direction)
            throws IOException, InterruptedException {
        TrafficRule current = awaitRelease();
        if (current instanceof TrafficRule.BlackHole) {
            connection.drop(direction);
        }
        if (connection.isDropped(direction)) {
            dropped.addAndGet(length);
            return true;
        }
        if (current instanceof TrafficRule.ResetAfter) {
            return forwardUntilReset(bytes, length, out);
        }
        if (current instanceof TrafficRule.Throttle throttle) {
            forwardThrottled(bytes, length, out, throttle.bytesPerSecond());
            return true;
        }
        if (current instanceof TrafficRule.Delay delay) {
            delayed.incrementAndGet();
            pause(delay.time());
        }
        write(out, bytes, 0, length);
        return true;
    }

    private TrafficRule awaitRelease() throws InterruptedException {
        if (!(rule instanceof TrafficRule.Hold)) {
            return rule;
        }
        delayed.incrementAndGet();
        lock.lock();
        try {
            while (rule instanceof TrafficRule.Hold) {
                changed.await();
            }
            return rule;
        } finally {
            lock.unlock();
        }
    }

    private boolean forwardUntilReset(byte[] bytes, int length, OutputStream out) throws IOException {
        long remaining = bytesUntilReset.addAndGet(-length);
        write(out, bytes, 0, (int) Math.max(0, Math.min(length, length + remaining)));
        if (remaining > 0) {
            return true;
        }
        resets.incrementAndGet();
        return false;
    }

    private void forwardThrottled(byte[] bytes, int length, OutputStream out, int bytesPerSecond)
            throws IOException, InterruptedException {
        int slice = Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
        delayed.incrementAndGet();
        for (int from = 0; from < length; from += slice) {
            write(out, bytes, from, Math.min(slice, length - from));
            if (rule instanceof TrafficRule.Throttle) {
                pause(Duration.ofMillis(1_000 / SLICES_PER_SECOND));
            }
        }
    }

    /** Ends early when the rule changes. */
    private void pause(Duration duration) throws InterruptedException {
        TrafficRule before = rule;
        long nanos = duration.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && rule == before) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        out.flush();
    }
}

package io.spanwire.acceptance.link;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of all connections of a proxy: its passage, and counts of what that did. Thread-safe. */
public final class ProxyDirection {
    private static final int SLICES_A_SECOND = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong forwarded = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private volatile TrafficRule passage = new TrafficRule.Free();

    /** From the next piece on; what is held goes on under the new passage. */
    public void set(TrafficRule next) {
        lock.lock();
        try {
            if (next instanceof TrafficRule.Cut cutting) {
                left.set(cutting.bytes());
            }
            passage = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that went on. */
    public long forwarded() {
        return forwarded.get();
    }

    /** Bytes that were taken and never went on. */
    public long lost() {
        return lost.get();
    }

    /** Pieces that were held up: slow, narrow or held. */
    public long delayed() {
        return delayed.get();
    }

    /** Connections that were reset because their bytes were up. */
    public long cut() {
        return cut.get();
    }

    boolean loses() {
        return passage instanceof TrafficRule.Lost;
    }

    /** Takes a piece on; false when the connection is to be reset. */
    boolean carry(byte[] bytes, int length, OutputStream out, ProxiedConnection pair, Direction direction)
            throws IOException, InterruptedException {
        TrafficRule now = awaitRelease();
        if (now instanceof TrafficRule.Lost) {
            pair.lose(direction);
        }
        if (pair.isLost(direction)) {
            lost.addAndGet(length);
            return true;
        }
        if (now instanceof TrafficRule.Cut) {
            return untilCut(bytes, length, out);
        }
        if (now instanceof TrafficRule.Narrow narrow) {
            narrowly(bytes, length, out, narrow.bytesPerSecond());
            return true;
        }
        if (now instanceof TrafficRule.Slow slow) {
            delayed.incrementAndGet();
            pause(slow.delay());
        }
        write(out, bytes, 0, length);
        return true;
    }

    private TrafficRule awaitRelease() throws InterruptedException {
        if (!(passage instanceof TrafficRule.Held)) {
            return passage;
        }
        delayed.incrementAndGet();
        lock.lock();
        try {
            while (passage instanceof TrafficRule.Held) {
                changed.await();
            }
            return passage;
        } finally {
            lock.unlock();
        }
    }

    private boolean untilCut(byte[] bytes, int length, OutputStream out) throws IOException {
        long remaining = left.addAndGet(-length);
        write(out, bytes, 0, (int) Math.max(0, Math.min(length, length + remaining)));
        if (remaining > 0) {
            return true;
        }
        cut.incrementAndGet();
        return false;
    }

    private void narrowly(byte[] bytes, int length, OutputStream out, int bytesPerSecond)
            throws IOException, InterruptedException {
        int slice = Math.max(1, bytesPerSecond / SLICES_A_SECOND);
        delayed.incrementAndGet();
        for (int from = 0; from < length; from += slice) {
            write(out, bytes, from, Math.min(slice, length - from));
            if (passage instanceof TrafficRule.Narrow) {
                pause(Duration.ofMillis(1_000 / SLICES_A_SECOND));
            }
        }
    }

    /** Ends early when the passage changes. */
    private void pause(Duration duration) throws InterruptedException {
        TrafficRule before = passage;
        long nanos = duration.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && passage == before) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        out.flush();
        forwarded.addAndGet(length);
    }
}

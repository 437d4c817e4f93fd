package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The inbox of a running lane, bounded by the memory that its commands take. */
final class BoundedCommandInbox implements CommandInbox {
    /** About what a command takes in memory besides its data, in bytes. */
    private static final int OVERHEAD = 512;

    private final long maxBytes;
    private final Queue<LogRecord.CommandRecord> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private long bytes;

    BoundedCommandInbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void add(LogRecord.CommandRecord command) {
        lock.lock();
        try {
            long size = size(command);
            if (bytes + size <= maxBytes) {
                bytes += size;
                queue.add(command);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (queue.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<LogRecord.CommandRecord> peek() {
        lock.lock();
        try {
            return Optional.ofNullable(queue.peek());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void remove() {
        lock.lock();
        try {
            bytes -= size(queue.remove());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            queue.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    private static long size(LogRecord.CommandRecord command) {
        return OVERHEAD + 2L * command.command().data().length();
    }
}

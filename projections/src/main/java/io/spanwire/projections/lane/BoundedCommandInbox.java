package io.spanwire.projections.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The inbox of a running lane. */
final class BoundedCommandInbox implements CommandInbox {
    private final BlockingQueue<LogRecord.CommandRecord> queue;

    BoundedCommandInbox(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public void add(LogRecord.CommandRecord command) {
        var unused = queue.offer(command);
    }

    @Override
    public List<LogRecord.CommandRecord> take(Duration timeout) {
        List<LogRecord.CommandRecord> taken = new ArrayList<>();
        try {
            LogRecord.CommandRecord first = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
                queue.drainTo(taken);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }
}

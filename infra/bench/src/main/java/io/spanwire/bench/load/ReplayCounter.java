package io.spanwire.bench.load;

import java.time.Duration;

/** Counts the events of a replay from its request on. */
public final class ReplayCounter {
    private final long start = System.nanoTime();
    private long first = start;
    private long events;

    public void add(long more) {
        if (events == 0 && more > 0) {
            first = System.nanoTime();
        }
        events += more;
    }

    public long events() {
        return events;
    }

    /** The result when the last event has been counted. */
    public Replay finish() {
        return new Replay(events, Duration.ofNanos(first - start), Duration.ofNanos(System.nanoTime() - start));
    }
}

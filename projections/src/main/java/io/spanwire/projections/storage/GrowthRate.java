package io.spanwire.projections.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How fast a size grows, from samples of the last day: the difference between the newest and the oldest one. Empty before
 * the samples cover ten minutes. One thread.
 */
final class GrowthRate {
    private static final long WINDOW = Duration.ofDays(1).toNanos();
    private static final long SPACING = Duration.ofMinutes(10).toNanos();

    private record Sample(long nanos, double bytes) {}

    /** The newest one replaces its predecessor while that is not ten minutes after the one before. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(long nanos, double bytes) {
        if (samples.size() > 1) {
            Sample last = samples.removeLast();
            if (last.nanos() - samples.getLast().nanos() >= SPACING) {
                samples.addLast(last);
            }
        }
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    /** Bytes a day; negative when it shrinks. */
    OptionalDouble perDay() {
        if (samples.isEmpty() || samples.getLast().nanos() - samples.getFirst().nanos() < SPACING) {
            return OptionalDouble.empty();
        }
        double nanos = (double) (samples.getLast().nanos() - samples.getFirst().nanos());
        double bytes = samples.getLast().bytes() - samples.getFirst().bytes();
        return OptionalDouble.of(bytes * (double) WINDOW / nanos);
    }
}

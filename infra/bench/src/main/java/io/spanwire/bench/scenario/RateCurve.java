package io.spanwire.bench.scenario;

import java.util.Arrays;

/** How many operations completed in each second since the start of a load. */
final class RateCurve {
    private static final double FULL_SPEED = 0.9;
    private static final int SMOOTHED_SECONDS = 3;

    private final int[] seconds;

    RateCurve(int length) {
        this.seconds = new int[length];
    }

    /** Counts an operation; those after the end do not count. */
    void count(long nanosSinceStart) {
        int second = (int) (nanosSinceStart / 1_000_000_000L);
        if (second < seconds.length) {
            seconds[second]++;
        }
    }

    /** The rate in a second, the first of which is 1. */
    double at(int second) {
        return seconds[second - 1];
    }

    int length() {
        return seconds.length;
    }

    /** The mean rate of the last sixth. */
    double end() {
        int last = Math.max(1, seconds.length / 6);
        return mean(seconds.length - last, last);
    }

    /** Seconds until the rate, averaged over three seconds, first reaches 90 % of that at the end. */
    int secondsToFullSpeed() {
        int second = 0;
        while (second < seconds.length - 1 && mean(second, SMOOTHED_SECONDS) < FULL_SPEED * end()) {
            second++;
        }
        return second;
    }

    private double mean(int from, int count) {
        return Arrays.stream(seconds, from, Math.min(seconds.length, from + count))
                .average()
                .orElse(0);
    }
}

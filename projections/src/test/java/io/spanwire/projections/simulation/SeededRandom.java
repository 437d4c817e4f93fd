package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The only source of randomness in a schedule, made from its seed. */
final class SeededRandom {
    private final SplittableRandom random;

    SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    boolean perMille(int share) {
        return random.nextInt(1_000) < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    <T> List<T> shuffled(Collection<T> items) {
        List<T> all = new ArrayList<>(items);
        for (int i = all.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T moved = all.get(i);
            all.set(i, all.get(other));
            all.set(other, moved);
        }
        return all;
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}

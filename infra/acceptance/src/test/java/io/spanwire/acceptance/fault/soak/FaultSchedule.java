package io.spanwire.acceptance.fault.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * An endless random sequence of faults, determined by a seed. Every kind occurs once before any occurs again, and one
 * step in four or so has two faults. Pure.
 */
final class FaultSchedule {
    private static final int STEPS_PER_PAIR = 4;

    private final Random random;
    private final List<FaultKind> kinds;
    private final Deque<FaultKind> remaining = new ArrayDeque<>();

    FaultSchedule(long seed, List<FaultKind> kinds) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
    }

    /** The next steps. */
    List<SoakStep> next(int steps) {
        List<SoakStep> next = new ArrayList<>();
        while (next.size() < steps) {
            next.add(step());
        }
        return next;
    }

    private SoakStep step() {
        List<FaultKind> together = new ArrayList<>(List.of(nextKind()));
        if (random.nextInt(STEPS_PER_PAIR) == 0) {
            FaultKind second = nextKind();
            if (second.canCombineWith(together.get(0))) {
                together.add(second);
            } else {
                remaining.push(second);
            }
        }
        together.sort(Comparator.comparing(FaultKind::target));
        return new SoakStep(List.copyOf(together), random.nextLong());
    }

    private FaultKind nextKind() {
        if (remaining.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            remaining.addAll(shuffled);
        }
        return remaining.pop();
    }
}

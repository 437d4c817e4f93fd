package io.spanwire.acceptance.fault.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * An endless sequence of faults, settled by a seed. Kinds are dealt like cards: each comes once before any comes again, and now
 * and then two come together. Pure.
 */
final class FaultSchedule {
    private static final int TOGETHER = 4;

    private final Random random;
    private final List<FaultKind> kinds;
    private final Deque<FaultKind> deck = new ArrayDeque<>();

    FaultSchedule(long seed, List<FaultKind> kinds) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
    }

    /** The next few. */
    List<SoakStep> next(int steps) {
        List<SoakStep> next = new ArrayList<>();
        while (next.size() < steps) {
            next.add(step());
        }
        return next;
    }

    private SoakStep step() {
        List<FaultKind> together = new ArrayList<>(List.of(deal()));
        if (random.nextInt(TOGETHER) == 0) {
            FaultKind second = deal();
            if (second.goesWith(together.get(0))) {
                together.add(second);
            } else {
                deck.push(second);
            }
        }
        together.sort(Comparator.comparing(FaultKind::target));
        return new SoakStep(List.copyOf(together), random.nextLong());
    }

    private FaultKind deal() {
        if (deck.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.pop();
    }
}

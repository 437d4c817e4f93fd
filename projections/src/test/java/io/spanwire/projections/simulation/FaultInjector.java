package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;

/** What the world does by itself, each as often as the schedule's seed wants. */
final class FaultInjector {
    enum Mishap {
        NOTHING(300),
        PRODUCE(36),
        DELIVER(32),
        READ(10),
        SETTLE(14),
        REBALANCE(20),
        FREEZE(12),
        THAW(12),
        CRASH(1),
        STOP(1),
        START(2),
        FOLLOW(1),
        WAIT_NO_LONGER(6),
        SPOIL(3),
        MEND(3),
        ORDER(8);

        private final int usual;

        Mishap(int usual) {
            this.usual = usual;
        }
    }

    private final SeededRandom chance;
    private final List<Mishap> urn = new ArrayList<>();

    FaultInjector(SeededRandom chance) {
        this.chance = chance;
        for (Mishap each : Mishap.values()) {
            int share = each.usual * chance.between(0, 4);
            for (int i = 0; i < share; i++) {
                urn.add(each);
            }
        }
        urn.add(Mishap.NOTHING);
        urn.add(Mishap.PRODUCE);
    }

    Mishap next() {
        return chance.pick(urn);
    }
}

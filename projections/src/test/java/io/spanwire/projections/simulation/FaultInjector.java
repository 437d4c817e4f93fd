package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;

/** The source of the environment's actions; the seed decides how frequent each one is. */
final class FaultInjector {
    enum Action {
        NOTHING(300),
        PRODUCE(36),
        DELIVER(32),
        ACKNOWLEDGE(40),
        READ(10),
        END_TRANSACTION(14),
        REBALANCE(20),
        FREEZE(12),
        UNFREEZE(12),
        CRASH(1),
        STOP(1),
        START(2),
        START_READER(1),
        TIME_OUT(6),
        BREAK_PROJECTION(3),
        REPAIR_PROJECTIONS(3),
        SEND_ORDER(8);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }
    }

    private final SeededRandom random;
    private final List<Action> weighted = new ArrayList<>();

    FaultInjector(SeededRandom random) {
        this.random = random;
        for (Action each : Action.values()) {
            int copies = each.weight * random.between(0, 4);
            for (int i = 0; i < copies; i++) {
                weighted.add(each);
            }
        }
        weighted.add(Action.NOTHING);
        weighted.add(Action.PRODUCE);
    }

    Action next() {
        return random.pick(weighted);
    }
}

package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The group's coordinator: who has which partition, as it is now. Members learn of it when they poll. */
final class SimulatedGroup {
    private final int partitions;
    private final SeededRandom chance;
    private final List<SimulatedConsumer> members = new ArrayList<>();
    private final Map<Integer, SimulatedConsumer> owners = new TreeMap<>();
    private final Map<SimulatedConsumer, Set<Integer>> shares = new HashMap<>();
    private final Map<SimulatedConsumer, Set<Integer>> lost = new HashMap<>();

    SimulatedGroup(int partitions, SeededRandom chance) {
        this.partitions = partitions;
        this.chance = chance;
    }

    void join(SimulatedConsumer member) {
        members.add(member);
    }

    void leave(SimulatedConsumer member) {
        members.remove(member);
        owners.values().removeIf(owner -> owner == member);
        share(member).clear();
    }

    /** Gives each partition to some member, or leaves it with the one that has it. */
    void rebalance(boolean all) {
        for (int partition = 0; partition < partitions && !members.isEmpty(); partition++) {
            if (all || !owners.containsKey(partition) || chance.percent(50)) {
                give(partition, chance.pick(members));
            }
        }
    }

    /** Whether every partition has an owner. */
    boolean settled() {
        return owners.size() == partitions;
    }

    Set<Integer> share(SimulatedConsumer member) {
        return shares.computeIfAbsent(member, first -> new TreeSet<>());
    }

    /** What was taken from a member, and maybe given back, since it last polled. */
    Set<Integer> lost(SimulatedConsumer member) {
        return lost.computeIfAbsent(member, first -> new HashSet<>());
    }

    private void give(int partition, SimulatedConsumer member) {
        SimulatedConsumer before = owners.put(partition, member);
        if (before != null && before != member) {
            lost(before).add(partition);
            share(before).remove(partition);
        }
        share(member).add(partition);
    }
}

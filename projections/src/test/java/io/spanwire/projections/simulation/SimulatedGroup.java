package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The group coordinator: the current assignment of partitions. Members learn of it when they poll. */
final class SimulatedGroup {
    private final int partitions;
    private final SeededRandom random;
    private final List<SimulatedConsumer> members = new ArrayList<>();
    private final Map<Integer, SimulatedConsumer> owners = new TreeMap<>();
    private final Map<SimulatedConsumer, Set<Integer>> assignments = new HashMap<>();
    private final Map<SimulatedConsumer, Set<Integer>> revoked = new HashMap<>();

    SimulatedGroup(int partitions, SeededRandom random) {
        this.partitions = partitions;
        this.random = random;
    }

    void join(SimulatedConsumer member) {
        members.add(member);
    }

    void leave(SimulatedConsumer member) {
        members.remove(member);
        owners.values().removeIf(owner -> owner == member);
        assignment(member).clear();
    }

    /** Assigns each partition to some member, or leaves it with its owner. */
    void rebalance(boolean all) {
        for (int partition = 0; partition < partitions && !members.isEmpty(); partition++) {
            if (all || !owners.containsKey(partition) || random.percent(50)) {
                assign(partition, random.pick(members));
            }
        }
    }

    /** Whether every partition has an owner. */
    boolean isFullyAssigned() {
        return owners.size() == partitions;
    }

    Set<Integer> assignment(SimulatedConsumer member) {
        return assignments.computeIfAbsent(member, first -> new TreeSet<>());
    }

    /** Partitions revoked from a member, and maybe assigned again, since its last poll. */
    Set<Integer> revoked(SimulatedConsumer member) {
        return revoked.computeIfAbsent(member, first -> new HashSet<>());
    }

    private void assign(int partition, SimulatedConsumer member) {
        SimulatedConsumer before = owners.put(partition, member);
        if (before != null && before != member) {
            revoked(before).add(partition);
            assignment(before).remove(partition);
        }
        assignment(member).add(partition);
    }
}

package io.spanwire.projections.simulation;

import java.util.Optional;

/** What all simulated processes share. */
record SimulatedWorld(
        SeededRandom chance,
        Faults faults,
        ScheduleLog facts,
        SimulatedKafka kafka,
        SimulatedDatabase database,
        SimulatedGroup group,
        PromiseChecks promises,
        Optional<Mutation> mutation) {

    static SimulatedWorld of(int partitions, SeededRandom chance, ScheduleLog facts, Optional<Mutation> mutation) {
        SimulatedDatabase database = new SimulatedDatabase(partitions, facts);
        return new SimulatedWorld(
                chance,
                new Faults(chance),
                facts,
                new SimulatedKafka(partitions),
                database,
                new SimulatedGroup(partitions, chance),
                new PromiseChecks(database.tables(), facts),
                mutation);
    }

    boolean mutated(Mutation by) {
        return mutation.filter(by::equals).isPresent();
    }
}

package io.spanwire.projections.simulation;

import java.util.Optional;

/** What all simulated processes share. */
record World(
        Chance chance,
        Faults faults,
        Facts facts,
        SimulatedKafka kafka,
        SimulatedDatabase database,
        Group group,
        Promises promises,
        Optional<Mutation> mutation) {

    static World of(int partitions, Chance chance, Facts facts, Optional<Mutation> mutation) {
        SimulatedDatabase database = new SimulatedDatabase(partitions, facts);
        return new World(
                chance,
                new Faults(chance),
                facts,
                new SimulatedKafka(partitions),
                database,
                new Group(partitions, chance),
                new Promises(database.tables(), facts),
                mutation);
    }

    boolean mutated(Mutation by) {
        return mutation.filter(by::equals).isPresent();
    }
}

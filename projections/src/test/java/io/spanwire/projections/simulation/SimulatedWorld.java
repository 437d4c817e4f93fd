package io.spanwire.projections.simulation;

import java.util.Optional;

/** The environment that all simulated processes share. */
record SimulatedWorld(
        SeededRandom random,
        SimulatedClock clock,
        Faults faults,
        ScheduleLog scheduleLog,
        SimulatedKafka kafka,
        SimulatedDatabase database,
        SimulatedGroup group,
        PromiseChecks promises,
        Optional<Mutation> mutation) {

    static SimulatedWorld of(
            int partitions, SeededRandom random, ScheduleLog scheduleLog, Optional<Mutation> mutation) {
        SimulatedDatabase database = new SimulatedDatabase(partitions, scheduleLog);
        return new SimulatedWorld(
                random,
                new SimulatedClock(random),
                new Faults(random),
                scheduleLog,
                new SimulatedKafka(partitions),
                database,
                new SimulatedGroup(partitions, random),
                new PromiseChecks(database.tables(), scheduleLog),
                mutation);
    }

    boolean mutated(Mutation by) {
        return mutation.filter(by::equals).isPresent();
    }
}

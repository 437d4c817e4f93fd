package io.spanwire.projections.simulation;

import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.lane.Lane;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.relay.TopicTail;
import io.spanwire.projections.simulation.ThreadScheduler.Runner;
import java.util.ArrayList;
import java.util.List;

/** A worker's process: some real lanes, and the producer they share. */
final class SimulatedWorker {
    /** A lane, its thread and what it holds of the world. */
    private record Seat(Lane lane, Runner runner, SimulatedConsumer consumer, List<SimulatedJournal> journals) {}

    private final SimulatedWorld world;
    private final SimulatedProducer producer;
    private final List<Seat> seats = new ArrayList<>();
    private boolean stopping;

    SimulatedWorker(SimulatedWorld world, ThreadScheduler baton, TestLanes bench, String name, int lanes) {
        this.world = world;
        this.producer = new SimulatedProducer(world.chance(), world.promises()::sent);
        for (int i = 0; i < lanes; i++) {
            seats.add(seat(baton.enlist(name + '/' + i), bench));
        }
    }

    private Seat seat(Runner runner, TestLanes bench) {
        SimulatedConsumer consumer = new SimulatedConsumer(runner, world);
        List<SimulatedJournal> journals = new ArrayList<>();
        TopicTail tail = world.mutated(Mutation.NO_CATCH_UP)
                ? (partitions, heads) -> heads
                : new SimulatedTail(runner, world.kafka(), world.faults());
        Lane lane = bench.start(
                runner.name(), consumer, () -> journal(runner, consumer, journals), producer.of(runner), tail);
        return new Seat(lane, runner, consumer, journals);
    }

    private Journal journal(Runner runner, SimulatedConsumer consumer, List<SimulatedJournal> journals) {
        SimulatedJournal journal = new SimulatedJournal(runner, world.database(), world.faults(), world.facts());
        journals.clear();
        journals.add(journal);
        return Mutants.journal(world, journal, consumer, () -> producer.of(runner));
    }

    SimulatedProducer producer() {
        return producer;
    }

    List<Runner> runners() {
        return seats.stream().map(Seat::runner).toList();
    }

    boolean live() {
        return runners().stream().anyMatch(Runner::live);
    }

    boolean stopping() {
        return stopping;
    }

    /** The process ends here and now. */
    void crash() {
        for (Seat seat : seats) {
            if (seat.runner().live()) {
                seat.runner().crash();
                world.group().leave(seat.consumer());
                seat.journals().forEach(SimulatedJournal::crash);
            }
        }
        producer.crash();
    }

    /** Each lane is told to finish what it is at, and stop. */
    void stop() {
        stopping = true;
        for (Seat seat : seats) {
            Thread closer = new Thread(seat.lane()::close, seat.runner().name() + " closes");
            closer.setDaemon(true);
            closer.start();
            try {
                seat.consumer().awaitWakeup();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

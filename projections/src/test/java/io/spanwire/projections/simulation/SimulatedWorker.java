package io.spanwire.projections.simulation;

import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.lane.Lane;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.relay.TopicTail;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.ArrayList;
import java.util.List;

/** A worker process: some real lanes and the producer they share. */
final class SimulatedWorker {
    /** A lane with its simulated thread, consumer and current journal. */
    private record RunningLane(
            Lane lane, SimulatedThread thread, SimulatedConsumer consumer, List<SimulatedJournal> journals) {}

    private final SimulatedWorld world;
    private final SimulatedProducer producer;
    private final List<RunningLane> running = new ArrayList<>();
    private boolean stopping;

    SimulatedWorker(SimulatedWorld world, ThreadScheduler scheduler, TestLanes testLanes, String name, int lanes) {
        this.world = world;
        this.producer = new SimulatedProducer(world.random(), world.promises()::sent);
        for (int i = 0; i < lanes; i++) {
            running.add(start(scheduler.register(name + '/' + i), testLanes));
        }
    }

    private RunningLane start(SimulatedThread thread, TestLanes testLanes) {
        SimulatedConsumer consumer = new SimulatedConsumer(thread, world);
        List<SimulatedJournal> journals = new ArrayList<>();
        TopicTail tail = world.mutated(Mutation.NO_CATCH_UP)
                ? (partitions, heads) -> heads
                : new SimulatedTail(thread, world.kafka(), world.faults());
        Lane lane = testLanes.start(
                thread.name(),
                consumer,
                () -> journal(thread, consumer, journals),
                producer.forLane(thread),
                tail,
                world.promises().handover(world.random()));
        return new RunningLane(lane, thread, consumer, journals);
    }

    private Journal journal(SimulatedThread thread, SimulatedConsumer consumer, List<SimulatedJournal> journals) {
        SimulatedJournal journal = new SimulatedJournal(thread, world.database(), world.faults(), world.scheduleLog());
        journals.clear();
        journals.add(journal);
        return Mutants.journal(world, journal, consumer, () -> producer.forLane(thread));
    }

    SimulatedProducer producer() {
        return producer;
    }

    List<SimulatedThread> threads() {
        return running.stream().map(RunningLane::thread).toList();
    }

    boolean isAlive() {
        return threads().stream().anyMatch(SimulatedThread::isAlive);
    }

    boolean isStopping() {
        return stopping;
    }

    /** Ends the process at once. */
    void crash() {
        for (RunningLane each : running) {
            if (each.thread().isAlive()) {
                each.thread().crash();
                world.group().leave(each.consumer());
                each.journals().forEach(SimulatedJournal::crash);
            }
        }
        producer.crash();
    }

    /** Closes each lane, which finishes its current batch first. */
    void stop() {
        stopping = true;
        for (RunningLane each : running) {
            Thread closer = new Thread(each.lane()::close, each.thread().name() + " closing");
            closer.setDaemon(true);
            closer.start();
            try {
                each.consumer().awaitWakeup();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

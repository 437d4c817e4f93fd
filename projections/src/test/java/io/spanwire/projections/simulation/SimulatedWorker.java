package io.spanwire.projections.simulation;

import io.spanwire.bus.handover.Handover;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.lane.CommandInboxes;
import io.spanwire.projections.lane.Lane;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.relay.TopicTail;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A worker process: some real lanes and the producer they share. */
final class SimulatedWorker {
    /** A lane with its simulated thread, consumer and current journal. */
    private record RunningLane(
            Lane lane, SimulatedThread thread, SimulatedConsumer consumer, List<SimulatedJournal> journals) {}

    private final SimulatedWorld world;
    private final SimulatedProducer producer;
    private final CommandInboxes inboxes;
    private final Deque<Handover.AcknowledgedCommand> unacknowledged = new ArrayDeque<>();
    private final List<RunningLane> running = new ArrayList<>();
    private boolean stopping;

    SimulatedWorker(SimulatedWorld world, ThreadScheduler scheduler, TestLanes testLanes, String name, int lanes) {
        this.world = world;
        this.producer = new SimulatedProducer(world.random(), world.promises()::sent);
        this.inboxes = new CommandInboxes(
                world.database().tables().partitions.committed().size());
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
                world.promises().handover(world.random()),
                handover(thread, consumer));
        return new RunningLane(lane, thread, consumer, journals);
    }

    private TestLanes.SimulatedHandover handover(SimulatedThread thread, SimulatedConsumer consumer) {
        return new TestLanes.SimulatedHandover(
                inboxes,
                thread::waitUntil,
                consumer::hasMore,
                world.mutated(Mutation.HANDOVER_CLOSES_GAPS) ? this::withoutGap : command -> command,
                partition -> world.kafka().commands(partition).size(),
                world.clock()::nanoTime);
    }

    private Handover.AcknowledgedCommand withoutGap(Handover.AcknowledgedCommand command) {
        long next = world.database().tables().progress(command.partition()).nextOffset();
        return new Handover.AcknowledgedCommand(
                command.partition(), Math.min(next, command.offset()), command.command(), command.replyTo());
    }

    /** The edge of this process has sent a command; it is told later. */
    void sent(Handover.AcknowledgedCommand command) {
        unacknowledged.add(command);
    }

    /** Kafka acknowledges some commands. */
    void acknowledge(int max) {
        for (int count = Math.min(max, unacknowledged.size()); count > 0; count--) {
            inboxes.acknowledged(unacknowledged.remove());
        }
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

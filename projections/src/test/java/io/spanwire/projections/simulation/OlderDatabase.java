package io.spanwire.projections.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * A schedule in which an operator restores an older backup: workers decide, the database is copied, they decide more and end,
 * the copy is put back, and another worker starts. Every command is rejected, so there are no events in Kafka that would show
 * what is missing. The seed decides the rest.
 */
final class OlderDatabase {
    private static final int MAX_TURNS = 500;

    private final ScheduleLog scheduleLog = new ScheduleLog(false);
    private final SeededRandom random;
    private final Partitioning partitioning;
    private final SimulatedWorld world;
    private final TestLanes testLanes;
    private final ThreadScheduler scheduler = new ThreadScheduler(this::next);
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Queue<Runnable> actions = new ArrayDeque<>();
    private final boolean reported;
    private Runnable backup = () -> {};
    private int restored;
    private int turns;

    /**
     * Not run yet.
     *
     * @param reported whether Kafka still has the offsets reported when the other worker starts
     */
    OlderDatabase(long seed, boolean reported) {
        this.random = new SeededRandom(seed);
        this.reported = reported;
        this.partitioning = new Partitioning(random.between(1, 4));
        this.world = SimulatedWorld.of(partitioning.partitions(), random, scheduleLog, Optional.empty());
        boolean crash = random.percent(50);
        this.testLanes = new TestLanes(
                Domains.of(List.of(new Accounts())),
                partitioning,
                partitioning,
                random.between(1, 8),
                random.between(2, 6),
                random.between(2, 8),
                random.between(1, 4),
                Duration.ofHours(1),
                crash ? Duration.ZERO : Duration.ofHours(1),
                new LaneMetrics(new SimpleMeterRegistry()));
        actions.add(this::startWorker);
        actions.add(() -> send(random.between(0, 10)));
        actions.add(() -> backup = world.database().tables().backup());
        actions.add(() -> send(random.between(1, 10)));
        actions.add(() -> workers.forEach(crash ? SimulatedWorker::crash : SimulatedWorker::stop));
        actions.add(this::restore);
        actions.add(() -> send(random.between(1, 10)));
        actions.add(this::startWorker);
    }

    void run() {
        LaneLogWatcher.watchThread(new LaneLogWatcher(scheduler, scheduleLog));
        world.faults().disable();
        scheduler.run();
    }

    Map<String, Integer> counts() {
        return scheduleLog.counts();
    }

    int decidedSinceRestored() {
        return outcomes() - restored;
    }

    private Optional<SimulatedThread> next() {
        while (true) {
            if (!world.group().isFullyAssigned()) {
                world.group().rebalance(false);
            }
            workers.forEach(worker -> worker.producer().deliver());
            List<SimulatedThread> ready = scheduler.threads().stream()
                    .filter(SimulatedThread::isRunnable)
                    .toList();
            if (!ready.isEmpty() && (!actions.isEmpty() || turns++ < MAX_TURNS)) {
                return Optional.of(random.pick(ready));
            }
            if (actions.isEmpty()) {
                return Optional.empty();
            }
            actions.remove().run();
        }
    }

    private void startWorker() {
        workers.add(new SimulatedWorker(world, scheduler, testLanes, "worker-" + workers.size(), random.between(1, 2)));
    }

    private void send(int commands) {
        for (int i = 0; i < commands; i++) {
            StreamId stream = new StreamId("account", "a" + random.below(6));
            Command command = new Command(
                    random.uuid(),
                    stream,
                    "withdraw",
                    "{\"amount\":1}",
                    Caller.of("u-1", "Ann"),
                    Instant.EPOCH,
                    OptionalLong.empty());
            world.kafka().append(CommandRecords.encode(command, partitioning.of(stream), 0, ""));
        }
    }

    private void restore() {
        backup.run();
        restored = outcomes();
        if (!reported) {
            world.kafka().forgetCommitted();
        }
    }

    private int outcomes() {
        return world.database().tables().outcomes.committed().size();
    }
}

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
import io.spanwire.projections.simulation.ThreadScheduler.Runner;
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

    private final ScheduleLog facts = new ScheduleLog(false);
    private final SeededRandom chance;
    private final Partitioning partitioning;
    private final SimulatedWorld world;
    private final TestLanes bench;
    private final ThreadScheduler baton = new ThreadScheduler(this::next);
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Queue<Runnable> acts = new ArrayDeque<>();
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
        this.chance = new SeededRandom(seed);
        this.reported = reported;
        this.partitioning = new Partitioning(chance.between(1, 4));
        this.world = SimulatedWorld.of(partitioning.partitions(), chance, facts, Optional.empty());
        boolean crash = chance.percent(50);
        this.bench = new TestLanes(
                Domains.of(List.of(new Accounts())),
                partitioning,
                partitioning,
                chance.between(1, 8),
                chance.between(2, 6),
                chance.between(2, 8),
                chance.between(1, 4),
                Duration.ofHours(1),
                crash ? Duration.ZERO : Duration.ofHours(1),
                new LaneMetrics(new SimpleMeterRegistry()));
        acts.add(this::startWorker);
        acts.add(() -> send(chance.between(0, 10)));
        acts.add(() -> backup = world.database().tables().backup());
        acts.add(() -> send(chance.between(1, 10)));
        acts.add(() -> workers.forEach(crash ? SimulatedWorker::crash : SimulatedWorker::stop));
        acts.add(this::restore);
        acts.add(() -> send(chance.between(1, 10)));
        acts.add(this::startWorker);
    }

    void run() {
        LaneLogWatcher.tell(new LaneLogWatcher(baton, facts));
        world.faults().end();
        baton.play();
    }

    Map<String, Integer> facts() {
        return facts.counts();
    }

    int decidedSinceRestored() {
        return outcomes() - restored;
    }

    private Optional<Runner> next() {
        while (true) {
            if (!world.group().settled()) {
                world.group().rebalance(false);
            }
            workers.forEach(worker -> worker.producer().deliver());
            List<Runner> ready = baton.runners().stream().filter(Runner::ready).toList();
            if (!ready.isEmpty() && (!acts.isEmpty() || turns++ < MAX_TURNS)) {
                return Optional.of(chance.pick(ready));
            }
            if (acts.isEmpty()) {
                return Optional.empty();
            }
            acts.remove().run();
        }
    }

    private void startWorker() {
        workers.add(new SimulatedWorker(world, baton, bench, "worker-" + workers.size(), chance.between(1, 2)));
    }

    private void send(int commands) {
        for (int i = 0; i < commands; i++) {
            StreamId stream = new StreamId("account", "a" + chance.below(6));
            Command command = new Command(
                    chance.uuid(),
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

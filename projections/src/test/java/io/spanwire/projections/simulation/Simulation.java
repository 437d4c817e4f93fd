package io.spanwire.projections.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.simulation.ThreadScheduler.Runner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One schedule: workers decide what callers send, while whatever can go wrong does; then all is healed, and everything must
 * come to rest in a state that keeps every promise. The seed decides it all.
 */
final class Simulation {
    private static final Domains DOMAINS = Domains.of(List.of(new Accounts()));
    private static final LaneMetrics METRICS = new LaneMetrics(new SimpleMeterRegistry());
    private static final int TOO_LONG = 10_000;
    private static final int MAX_WORKERS = 8;

    private final ScheduleLog facts;
    private final SeededRandom chance;
    private final Partitioning partitioning;
    private final SimulatedWorld world;
    private final ThreadScheduler baton;
    private final TestLanes bench;
    private final SimulatedCallers callers;
    private final SimulatedOperator operator;
    private final ParkedStreamRules waitingRules;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final FaultInjector mishaps;
    private final int lanes;
    private final int rough;
    private final int loyalty;
    private int commands;
    private int steps;
    private Optional<Runner> last = Optional.empty();

    private Simulation(long seed, Optional<Mutation> mutation, boolean told) {
        facts = new ScheduleLog(told);
        chance = new SeededRandom(seed);
        partitioning = new Partitioning(chance.between(2, 4));
        world = SimulatedWorld.of(partitioning.partitions(), chance, facts, mutation);
        baton = new ThreadScheduler(this::next);
        bench = new TestLanes(
                DOMAINS,
                partitioning,
                world.mutated(Mutation.MEMORY_KEPT) ? new Partitioning(1) : partitioning,
                chance.between(1, 8),
                chance.between(2, 6),
                chance.between(2, 8),
                chance.between(1, 4),
                chance.percent(20) ? Duration.ZERO : Duration.ofHours(1),
                chance.percent(50) ? Duration.ZERO : Duration.ofHours(1),
                METRICS);
        callers = new SimulatedCallers(chance, partitioning, world.database().tables());
        operator = new SimulatedOperator(chance, partitioning, world.database().tables(), facts);
        waitingRules = new ParkedStreamRules(
                world.kafka(), partitioning, world.database().tables());
        mishaps = new FaultInjector(chance);
        lanes = chance.between(1, 2);
        rough = chance.between(200, 900);
        loyalty = chance.between(0, 90);
        commands = chance.between(10, 45);
        breakDatabase();
    }

    /**
     * Runs a schedule.
     *
     * @throws PromiseBroken when a promise is broken
     */
    static ScheduleLog run(long seed, Optional<Mutation> mutation) {
        return new Simulation(seed, mutation, false).run();
    }

    /** Runs a schedule and tells what happens in it, line by line, and how it ends. */
    static List<String> tell(long seed, Optional<Mutation> mutation) {
        Simulation simulation = new Simulation(seed, mutation, true);
        try {
            simulation.run();
            simulation.facts.tell(() -> "all promises kept");
        } catch (AssertionError broken) {
            simulation.facts.tell(broken::toString);
        }
        return simulation.facts.trace();
    }

    private ScheduleLog run() {
        LaneLogWatcher.tell(new LaneLogWatcher(baton, facts));
        readers.add(reader());
        startWorker();
        startWorker();
        baton.play();
        readers.forEach(SimulatedReader::checkAtEnd);
        world.promises().checkAtEnd();
        new HistoryModel(world.kafka(), partitioning, world.database().tables()).check();
        return facts;
    }

    private void breakDatabase() {
        if (world.mutated(Mutation.OUTCOMES_NOT_UNIQUE)) {
            world.database().drop("outcome_pkey");
        }
        if (world.mutated(Mutation.MEMORY_KEPT)) {
            world.database().drop("event_pkey");
        }
    }

    /** The script: does what the world does by itself, then says which thread is next. */
    private Optional<Runner> next() {
        while (true) {
            steps++;
            PromiseBroken.unless(steps < TOO_LONG, "not at rest after %d steps", steps);
            if (steps == rough) {
                heal();
            }
            Optional<Runner> forced = world.faults().on() ? goWrong() : goOn();
            if (forced.isPresent()) {
                return forced;
            }
            List<Runner> ready = baton.runners().stream().filter(Runner::ready).toList();
            if (!ready.isEmpty()) {
                last = Optional.of(last.filter(each -> each.ready() && chance.percent(loyalty))
                        .orElseGet(() -> chance.pick(ready)));
                return last;
            }
            if (!world.faults().on() && atRest() && !goOnWithParked()) {
                return Optional.empty();
            }
        }
    }

    /** One thing, or nothing; a thread that shall stop waiting, if one shall. */
    private Optional<Runner> goWrong() {
        if (!world.group().settled() && chance.percent(5)) {
            world.group().rebalance(false);
        }
        switch (mishaps.next()) {
            case PRODUCE -> produce();
            case DELIVER -> deliver();
            case READ -> chance.pick(readers).read(chance.below(partitioning.partitions()), chance.between(1, 5));
            case SETTLE -> settle();
            case REBALANCE -> world.group().rebalance(chance.percent(30));
            case FREEZE -> chance.pick(baton.runners()).freeze(true);
            case THAW -> chance.pick(baton.runners()).freeze(false);
            case CRASH -> pick(true).ifPresent(this::crash);
            case STOP -> pick(false).ifPresent(this::stop);
            case START -> startWorker();
            case FOLLOW -> readers.add(reader());
            case WAIT_NO_LONGER -> {
                List<Runner> waiting = baton.runners().stream()
                        .filter(each -> each.waits() && !each.frozen())
                        .toList();
                return waiting.isEmpty() ? Optional.empty() : Optional.of(chance.pick(waiting));
            }
            case SPOIL -> operator.spoil(chance.pick(callers.streams()));
            case MEND -> operator.mend();
            case ORDER -> append(operator.next(callers.streams()));
            case NOTHING -> {}
        }
        return Optional.empty();
    }

    /** After the healing: what is left to come, comes. */
    private Optional<Runner> goOn() {
        if (!world.group().settled()) {
            world.group().rebalance(false);
        }
        settle();
        deliver();
        return Optional.empty();
    }

    private void heal() {
        facts.tell(() -> "healed");
        world.faults().end();
        operator.mend();
        for (; commands > 0; commands--) {
            append(callers.next());
        }
        baton.runners().forEach(runner -> runner.freeze(false));
        if (workers.stream().noneMatch(worker -> worker.live() && !worker.stopping())) {
            workers.add(worker());
        }
    }

    /** All that is not parked is decided now, whatever is; the operator sees to the rest, a stream at a time. */
    private boolean goOnWithParked() {
        waitingRules.check();
        Optional<ProducerRecord<byte[], byte[]>> order = operator.free();
        order.ifPresent(this::append);
        return order.isPresent();
    }

    private boolean atRest() {
        return world.group().settled()
                && world.database().abandoned().isEmpty()
                && workers.stream().allMatch(worker -> worker.producer().idle());
    }

    private void produce() {
        if (commands > 0) {
            commands--;
            append(callers.next());
        }
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
        long offset = world.kafka().append(record).offset();
        facts.tell(() -> "commands-" + record.partition() + " at " + offset + ": "
                + new String(record.value(), StandardCharsets.UTF_8));
    }

    private void deliver() {
        List<SimulatedWorker> sending =
                workers.stream().filter(worker -> !worker.producer().idle()).toList();
        if (!sending.isEmpty()) {
            chance.pick(sending).producer().deliver().forEach(record -> world.promises()
                    .delivered(world.kafka().append(record)));
        }
    }

    private void settle() {
        List<SimulatedTransaction> abandoned = world.database().abandoned();
        if (!abandoned.isEmpty()) {
            world.database().settle(chance.pick(abandoned), chance.percent(50));
        }
    }

    private Optional<SimulatedWorker> pick(boolean stoppingToo) {
        List<SimulatedWorker> live = workers.stream()
                .filter(worker -> worker.live() && (stoppingToo || !worker.stopping()))
                .toList();
        return live.isEmpty() ? Optional.empty() : Optional.of(chance.pick(live));
    }

    private void crash(SimulatedWorker worker) {
        facts.count("a worker crashed");
        worker.crash();
    }

    private void stop(SimulatedWorker worker) {
        facts.count("a worker stopped");
        worker.stop();
    }

    private void startWorker() {
        if (workers.size() < MAX_WORKERS) {
            workers.add(worker());
        }
    }

    private SimulatedWorker worker() {
        facts.count("a worker started");
        return new SimulatedWorker(world, baton, bench, "worker-" + workers.size(), lanes);
    }

    private SimulatedReader reader() {
        return new SimulatedReader(
                partitioning.partitions(), world.kafka(), world.database().tables(), facts, chance);
    }
}

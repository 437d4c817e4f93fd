package io.spanwire.projections.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.TestLanes;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One schedule: workers decide what callers send while faults happen; then the faults end, and everything must become
 * idle in a state that keeps every promise. The seed determines the schedule.
 */
final class Simulation {
    private static final Domains DOMAINS = Domains.of(List.of(new Accounts()));
    private static final LaneMetrics METRICS = new LaneMetrics(new SimpleMeterRegistry());
    private static final int MAX_STEPS = 10_000;
    private static final int MAX_WORKERS = 8;

    private final ScheduleLog scheduleLog;
    private final SeededRandom random;
    private final Partitioning partitioning;
    private final SimulatedWorld world;
    private final ThreadScheduler scheduler;
    private final TestLanes testLanes;
    private final SimulatedCallers callers;
    private final SimulatedOperator operator;
    private final ParkedStreamRules parkedStreamRules;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final SimulatedEdges edges;
    private final FaultInjector faultInjector;
    private final int lanesPerWorker;
    private final int stepsWithFaults;
    private final int sameThreadPercent;

    private int commands;
    private int steps;
    private Optional<SimulatedThread> lastThread = Optional.empty();

    private Simulation(long seed, Optional<Mutation> mutation, boolean traced) {
        scheduleLog = new ScheduleLog(traced);
        random = new SeededRandom(seed);
        partitioning = new Partitioning(random.between(2, 4));
        world = SimulatedWorld.of(partitioning.partitions(), random, scheduleLog, mutation);
        scheduler = new ThreadScheduler(this::next);
        testLanes = new TestLanes(
                DOMAINS,
                partitioning,
                world.mutated(Mutation.CACHE_NOT_INVALIDATED) ? new Partitioning(1) : partitioning,
                random.between(1, 8),
                random.between(2, 6),
                random.between(2, 8),
                random.between(1, 4),
                random.percent(20) ? Duration.ZERO : Duration.ofHours(1),
                random.percent(50) ? Duration.ZERO : Duration.ofHours(1),
                METRICS);
        callers = new SimulatedCallers(random, partitioning, world.database().tables());
        operator = new SimulatedOperator(random, partitioning, world.database().tables(), scheduleLog);
        parkedStreamRules = new ParkedStreamRules(
                world.kafka(), partitioning, world.database().tables());
        faultInjector = new FaultInjector(random);
        lanesPerWorker = random.between(1, 2);
        stepsWithFaults = random.between(200, 900);
        sameThreadPercent = random.between(0, 90);
        edges = new SimulatedEdges(world, workers);
        commands = random.between(10, 45);
        applyMutation();
    }

    /**
     * Runs a schedule.
     *
     * @throws PromiseBroken when a promise is broken
     */
    static ScheduleLog run(long seed, Optional<Mutation> mutation) {
        return new Simulation(seed, mutation, false).run();
    }

    /** Runs a schedule and returns its trace, which ends with the result. */
    static List<String> trace(long seed, Optional<Mutation> mutation) {
        Simulation simulation = new Simulation(seed, mutation, true);
        try {
            simulation.run();
            simulation.scheduleLog.trace(() -> "no promise broken");
        } catch (AssertionError broken) {
            simulation.scheduleLog.trace(broken::toString);
        }
        return simulation.scheduleLog.lines();
    }

    private ScheduleLog run() {
        LaneLogWatcher.watchThread(new LaneLogWatcher(scheduler, scheduleLog));
        readers.add(reader());
        startWorker();
        startWorker();
        scheduler.run();
        readers.forEach(SimulatedReader::checkAtEnd);
        world.promises().checkAtEnd();
        new HistoryModel(world.kafka(), partitioning, world.database().tables()).check();
        return scheduleLog;
    }

    private void applyMutation() {
        if (world.mutated(Mutation.OUTCOMES_NOT_UNIQUE)) {
            world.database().dropConstraint("outcome_pkey");
        }
        if (world.mutated(Mutation.CACHE_NOT_INVALIDATED)) {
            world.database().dropConstraint("event_pkey");
        }
    }

    /** Does what the environment does next, then picks the thread that runs next; empty at the end. */
    private Optional<SimulatedThread> next() {
        while (true) {
            steps++;
            PromiseBroken.unless(steps < MAX_STEPS, "not idle after %d steps", steps);
            if (steps == stepsWithFaults) {
                endFaults();
            }
            Optional<SimulatedThread> forced = world.faults().isEnabled() ? act() : finishWork();
            if (forced.isPresent()) {
                return forced;
            }
            List<SimulatedThread> runnable = scheduler.threads().stream()
                    .filter(SimulatedThread::isRunnable)
                    .toList();
            if (!runnable.isEmpty()) {
                lastThread = Optional.of(lastThread
                        .filter(each -> each.isRunnable() && random.percent(sameThreadPercent))
                        .orElseGet(() -> random.pick(runnable)));
                return lastThread;
            }
            if (!world.faults().isEnabled() && isIdle() && !unparkNext()) {
                return Optional.empty();
            }
        }
    }

    /** Carries out one action; returns a thread that must stop waiting, if the action is a timeout. */
    private Optional<SimulatedThread> act() {
        if (!world.group().isFullyAssigned() && random.percent(5)) {
            world.group().rebalance(false);
        }
        switch (faultInjector.next()) {
            case PRODUCE -> produce();
            case DELIVER -> deliver();
            case READ -> random.pick(readers).read(random.below(partitioning.partitions()), random.between(1, 5));
            case END_TRANSACTION -> endTransaction();
            case REBALANCE -> world.group().rebalance(random.percent(30));
            case FREEZE -> random.pick(scheduler.threads()).setFrozen(true);
            case UNFREEZE -> random.pick(scheduler.threads()).setFrozen(false);
            case CRASH -> pick(true).ifPresent(this::crash);
            case STOP -> pick(false).ifPresent(this::stop);
            case START -> startWorker();
            case START_READER -> readers.add(reader());
            case TIME_OUT -> {
                List<SimulatedThread> waiting = scheduler.threads().stream()
                        .filter(each -> each.isWaiting() && !each.isFrozen())
                        .toList();
                return waiting.isEmpty() ? Optional.empty() : Optional.of(random.pick(waiting));
            }
            case BREAK_PROJECTION -> operator.breakProjection(random.pick(callers.streams()));
            case REPAIR_PROJECTIONS -> operator.repairProjections();
            case SEND_ORDER -> edges.append(operator.next(callers.streams()));
            case ACKNOWLEDGE -> random.pick(workers).acknowledge(random.between(1, 4));
            case NOTHING -> {}
        }
        return Optional.empty();
    }

    /** After the faults: assigns, delivers and ends what is still open. */
    private Optional<SimulatedThread> finishWork() {
        if (!world.group().isFullyAssigned()) {
            world.group().rebalance(false);
        }
        workers.forEach(worker -> worker.acknowledge(Integer.MAX_VALUE));
        endTransaction();
        deliver();
        return Optional.empty();
    }

    private void endFaults() {
        scheduleLog.trace(() -> "faults end");
        world.faults().disable();
        operator.repairProjections();
        for (; commands > 0; commands--) {
            edges.send(callers.next());
        }
        scheduler.threads().forEach(thread -> thread.setFrozen(false));
        if (workers.stream().noneMatch(worker -> worker.isAlive() && !worker.isStopping())) {
            workers.add(worker());
        }
    }

    /** Checks that only parked commands are undecided, then lets the operator unpark the next stream, if any. */
    private boolean unparkNext() {
        parkedStreamRules.check();
        Optional<ProducerRecord<byte[], byte[]>> order = operator.unpark();
        order.ifPresent(edges::append);
        return order.isPresent();
    }

    private boolean isIdle() {
        return world.group().isFullyAssigned()
                && world.database().abandoned().isEmpty()
                && workers.stream().allMatch(worker -> worker.producer().isIdle());
    }

    private void produce() {
        if (commands > 0) {
            commands--;
            edges.send(callers.next());
        }
    }

    private void deliver() {
        List<SimulatedWorker> sending =
                workers.stream().filter(worker -> !worker.producer().isIdle()).toList();
        if (!sending.isEmpty()) {
            random.pick(sending).producer().deliver().forEach(record -> world.promises()
                    .delivered(world.kafka().append(record)));
        }
    }

    private void endTransaction() {
        List<SimulatedTransaction> abandoned = world.database().abandoned();
        if (!abandoned.isEmpty()) {
            world.database().endAbandoned(random.pick(abandoned), random.percent(50));
        }
    }

    private Optional<SimulatedWorker> pick(boolean includeStopping) {
        List<SimulatedWorker> live = workers.stream()
                .filter(worker -> worker.isAlive() && (includeStopping || !worker.isStopping()))
                .toList();
        return live.isEmpty() ? Optional.empty() : Optional.of(random.pick(live));
    }

    private void crash(SimulatedWorker worker) {
        scheduleLog.count("a worker crashed");
        worker.crash();
    }

    private void stop(SimulatedWorker worker) {
        scheduleLog.count("a worker stopped");
        worker.stop();
    }

    private void startWorker() {
        if (workers.size() < MAX_WORKERS) {
            workers.add(worker());
        }
    }

    private SimulatedWorker worker() {
        scheduleLog.count("a worker started");
        return new SimulatedWorker(world, scheduler, testLanes, "worker-" + workers.size(), lanesPerWorker);
    }

    private SimulatedReader reader() {
        return new SimulatedReader(
                partitioning.partitions(), world.kafka(), world.database().tables(), scheduleLog, random);
    }
}

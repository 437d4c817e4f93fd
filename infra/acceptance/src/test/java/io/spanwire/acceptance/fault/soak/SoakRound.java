package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.fault.FaultRun;
import io.spanwire.acceptance.fault.Workload;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A few faults under load, one after the other, then the check of everything that has happened in the cluster. */
final class SoakRound {
    private static final int USERS = 6;
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int COMMANDS_BETWEEN = 40;

    private final SoakCluster cluster;
    private final Recorder recorder;
    private final RecoveryTimes recoveries = new RecoveryTimes();
    private final List<String> unproven = new ArrayList<>();

    SoakRound(SoakCluster cluster, Recorder recorder) {
        this.cluster = cluster;
        this.recorder = recorder;
    }

    /**
     * Runs the steps that begin before the deadline.
     *
     * @param deadline a reading of {@link System#nanoTime()}
     * @return this round's commands by outcome
     */
    CommandTally run(String name, long seed, List<SoakStep> steps, long deadline) throws Exception {
        int before = recorder.entries().size();
        Workload work = new Workload(name, USERS, Integer.MAX_VALUE, PAUSE, seed);
        try (FaultRun run = FaultRun.start(cluster.nodes(), recorder, work)) {
            run.awaitAllStreamsAdvance();
            for (SoakStep step : steps) {
                if (System.nanoTime() < deadline) {
                    run.awaitAccepted(run.accepted() + COMMANDS_BETWEEN);
                    injectAndHeal(step, run);
                }
            }
            run.verdict(true);
        }
        List<HistoryEntry> entries = recorder.entries();
        return CommandTally.of(entries.subList(before, entries.size()));
    }

    private void injectAndHeal(SoakStep step, FaultRun run) throws Exception {
        Random random = new Random(step.seed());
        List<Fault> faults = step.kinds().stream()
                .map(kind -> kind.create(cluster, run, random))
                .toList();
        String names = faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
        SoakOutput.line("  %s", names);
        List<Fault> happened = new ArrayList<>();
        List<Fault> injected = new ArrayList<>();
        try {
            for (Fault fault : faults) {
                injected.add(0, fault);
                if (hasHappened(fault, fault::inject)) {
                    happened.add(fault);
                }
            }
            hold(faults);
        } finally {
            for (Fault fault : injected) {
                fault.heal();
            }
        }
        Duration recovery = run.awaitAllStreamsAdvance();
        SoakOutput.line("    all streams advance after %.1f s", RecoveryTimes.seconds(recovery));
        happened.removeIf(fault -> !hasHappened(fault, () -> SoakOutput.line("    %s", fault.prove())));
        if (happened.size() == faults.size()) {
            recoveries.add(faults.size() == 1 ? names : "two faults at once", recovery);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /** A fault that did not happen is not an error of the program and does not count. */
    private boolean hasHappened(Fault fault, Step step) {
        try {
            step.run();
            return true;
        } catch (AssertionError | ConditionTimeoutException notHappened) {
            unproven.add(fault.name());
            SoakOutput.line(
                    "    DID NOT HAPPEN: %s",
                    String.valueOf(notHappened.getMessage()).strip());
            return false;
        } catch (Exception broken) {
            throw new IllegalStateException(fault.name(), broken);
        }
    }

    /** Faults that did not happen. */
    List<String> unproven() {
        return unproven;
    }

    private static void hold(List<Fault> faults) {
        Duration hold = Collections.max(faults.stream().map(Fault::hold).toList());
        long end = System.nanoTime() + hold.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    RecoveryTimes recoveries() {
        return recoveries;
    }
}

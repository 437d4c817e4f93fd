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

/** A few faults under load, one after the other, then the verdict on everything that ever happened in the house. */
final class SoakRound {
    private static final int PEOPLE = 6;
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int BETWEEN = 40;

    private final SoakCluster house;
    private final Recorder recorder;
    private final RecoveryTimes recoveries = new RecoveryTimes();
    private final List<String> unproven = new ArrayList<>();

    SoakRound(SoakCluster house, Recorder recorder) {
        this.house = house;
        this.recorder = recorder;
    }

    /**
     * Runs the steps that begin before the deadline.
     *
     * @param deadline a reading of {@link System#nanoTime()}
     * @return what became of this round's commands
     */
    CommandTally run(String name, long seed, List<SoakStep> steps, long deadline) throws Exception {
        int before = recorder.entries().size();
        Workload work = new Workload(name, PEOPLE, Integer.MAX_VALUE, PAUSE, seed);
        try (FaultRun run = FaultRun.start(house.doors(), recorder, work)) {
            run.untilAllStreamsMove();
            for (SoakStep step : steps) {
                if (System.nanoTime() < deadline) {
                    run.untilAccepted(run.accepted() + BETWEEN);
                    fail(step, run);
                }
            }
            run.verdict(true);
        }
        List<HistoryEntry> entries = recorder.entries();
        return CommandTally.of(entries.subList(before, entries.size()));
    }

    private void fail(SoakStep step, FaultRun run) throws Exception {
        Random random = new Random(step.seed());
        List<Fault> faults =
                step.kinds().stream().map(kind -> kind.on(house, run, random)).toList();
        String names = faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
        SoakOutput.line("  %s", names);
        List<Fault> happened = new ArrayList<>();
        List<Fault> injected = new ArrayList<>();
        try {
            for (Fault fault : faults) {
                injected.add(0, fault);
                if (cameAbout(fault, fault::inject)) {
                    happened.add(fault);
                }
            }
            hold(faults);
        } finally {
            for (Fault fault : injected) {
                fault.heal();
            }
        }
        Duration recovery = run.untilAllStreamsMove();
        SoakOutput.line("    all streams move after %.1f s", RecoveryTimes.seconds(recovery));
        happened.removeIf(fault -> !cameAbout(fault, () -> SoakOutput.line("    %s", fault.prove())));
        if (happened.size() == faults.size()) {
            recoveries.add(faults.size() == 1 ? names : "two at once", recovery);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    /** A fault that found nobody to fall on is no finding about the program, and none of the faults counted. */
    private boolean cameAbout(Fault fault, Attempt attempt) {
        try {
            attempt.make();
            return true;
        } catch (AssertionError | ConditionTimeoutException without) {
            unproven.add(fault.name());
            SoakOutput.line(
                    "    DID NOT COME ABOUT: %s",
                    String.valueOf(without.getMessage()).strip());
            return false;
        } catch (Exception broken) {
            throw new IllegalStateException(fault.name(), broken);
        }
    }

    /** Faults that did not come about. */
    List<String> unproven() {
        return unproven;
    }

    private static void hold(List<Fault> faults) {
        Duration longest = Collections.max(faults.stream().map(Fault::hold).toList());
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    RecoveryTimes recoveries() {
        return recoveries;
    }
}

package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.fault.Run;
import io.spanwire.acceptance.fault.Work;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.history.Entry;
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
final class Round {
    private static final int PEOPLE = 6;
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int BETWEEN = 40;

    private final House house;
    private final Recorder recorder;
    private final Recoveries recoveries = new Recoveries();
    private final List<String> unproven = new ArrayList<>();

    Round(House house, Recorder recorder) {
        this.house = house;
        this.recorder = recorder;
    }

    /**
     * Runs the steps that begin before the deadline.
     *
     * @param deadline a reading of {@link System#nanoTime()}
     * @return what became of this round's commands
     */
    Tally run(String name, long seed, List<Step> steps, long deadline) throws Exception {
        int before = recorder.entries().size();
        Work work = new Work(name, PEOPLE, Integer.MAX_VALUE, PAUSE, seed);
        try (Run run = Run.start(house.doors(), recorder, work)) {
            run.untilAllStreamsMove();
            for (Step step : steps) {
                if (System.nanoTime() < deadline) {
                    run.untilAccepted(run.accepted() + BETWEEN);
                    fail(step, run);
                }
            }
            run.verdict(true);
        }
        List<Entry> entries = recorder.entries();
        return Tally.of(entries.subList(before, entries.size()));
    }

    private void fail(Step step, Run run) throws Exception {
        Random random = new Random(step.seed());
        List<Fault> faults =
                step.kinds().stream().map(kind -> kind.on(house, run, random)).toList();
        String names = faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
        Progress.line("  %s", names);
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
        Progress.line("    all streams move after %.1f s", Recoveries.seconds(recovery));
        happened.removeIf(fault -> !cameAbout(fault, () -> Progress.line("    %s", fault.prove())));
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
            Progress.line(
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

    Recoveries recoveries() {
        return recoveries;
    }
}

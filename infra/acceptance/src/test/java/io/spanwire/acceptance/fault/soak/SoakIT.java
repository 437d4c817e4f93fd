package io.spanwire.acceptance.fault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The long run of {@code infra/test --soak MINUTES --seed N}: random faults, determined by a seed, in rounds of a few
 * minutes for {@code -Dspanwire.soak.minutes} (3). A cluster serves a few rounds. If a round fails, the cluster's
 * folder stays (history, data, output of all processes), and the next round gets a new cluster. A violation fails the
 * run at its end. {@code -Dspanwire.soak.kinds=PARK_STREAM,KILL_EDGE} limits the faults to these kinds.
 */
@Tag("long")
class SoakIT {
    private static final int STEPS = 8;
    private static final int ROUNDS_PER_CLUSTER = 4;

    private final long seed = Long.getLong("spanwire.soak.seed", System.nanoTime() % 10_000);
    private final Duration length = Duration.ofMinutes(Long.getLong("spanwire.soak.minutes", 3));
    private final List<String> failures = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private final RecoveryTimes recoveries = new RecoveryTimes();
    private CommandTally tally = CommandTally.NONE;
    private int rounds;

    @Test
    void promisesHoldUnderRandomFaults() throws Exception {
        SoakOutput.line("soak seed=%d minutes=%d", seed, length.toMinutes());
        FaultSchedule schedule = new FaultSchedule(seed, kinds());
        long deadline = System.nanoTime() + length.toNanos();
        for (int number = 1; System.nanoTime() < deadline; number++) {
            runCluster(number, schedule, deadline);
        }

        List<String> summary = summary();
        summary.forEach(line -> SoakOutput.line("%s", line));
        Files.write(TestFolders.existing("soak-" + seed).resolve("summary.txt"), summary);
        assertThat(failures).as("rounds that failed; seed %d", seed).isEmpty();
        assertThat(unproven.size())
                .as("faults that did not happen: %s", unproven)
                .isLessThanOrEqualTo(1 + recoveries.total() / 10);
    }

    private static List<FaultKind> kinds() throws IOException {
        List<FaultKind> kinds = new ArrayList<>(chosen(System.getProperty("spanwire.soak.kinds", "")));
        if (!FakeClock.isAvailable()) {
            SoakOutput.line("*** NO LIBFAKETIME: CLOCK JUMPS ARE SKIPPED. Install the package faketime. ***");
            kinds.remove(FaultKind.SET_CLOCK);
        }
        return kinds;
    }

    private static List<FaultKind> chosen(String names) {
        return names.isEmpty()
                ? List.of(FaultKind.values())
                : Stream.of(names.split(",")).map(FaultKind::valueOf).toList();
    }

    private void runCluster(int number, FaultSchedule schedule, long deadline) throws IOException {
        String name = "soak-" + seed + "/cluster-" + number;
        int failed = failures.size();
        try (SoakCluster cluster = SoakCluster.start(name);
                Recorder recorder = Recorder.to(cluster.folder().resolve("history.jsonl"))) {
            for (int round = 0; round < ROUNDS_PER_CLUSTER && failures.size() == failed; round++) {
                if (round == 0 || System.nanoTime() < deadline) {
                    round(cluster, recorder, schedule.next(STEPS), deadline);
                }
            }
        }
        if (failures.size() == failed) {
            TestFolders.remove(TestFolders.existing(name));
        }
    }

    private void round(SoakCluster cluster, Recorder recorder, List<SoakStep> steps, long deadline) {
        rounds++;
        SoakRound round = new SoakRound(cluster, recorder);
        SoakOutput.line(
                "round %d seed=%d begins in %s", rounds, seed, cluster.folder().getFileName());
        try {
            CommandTally commands = round.run("r" + rounds, seed + rounds, steps, deadline);
            tally = tally.plus(commands);
            SoakOutput.line(
                    "round %d seed=%d passed: %s faults=%s max-recovery=%.1fs",
                    rounds,
                    seed,
                    commands,
                    round.recoveries().counts(),
                    RecoveryTimes.seconds(round.recoveries().max()));
        } catch (Exception | AssertionError broken) {
            failures.add("round " + rounds + " in " + cluster.folder() + ": " + broken);
            SoakOutput.line(
                    "round %d seed=%d FAILED; history, data and output are in %s: %s",
                    rounds, seed, cluster.folder(), broken);
        }
        recoveries.addAll(round.recoveries());
        unproven.addAll(round.unproven());
    }

    private List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("soak seed=" + seed + " rounds=" + rounds + " failed=" + failures.size() + " faults="
                + recoveries.total() + " not-happened=" + unproven);
        lines.add(tally.toString());
        lines.addAll(recoveries.lines());
        lines.addAll(failures);
        return lines;
    }
}

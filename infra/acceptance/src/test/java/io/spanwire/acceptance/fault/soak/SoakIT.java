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
 * Every fault that can be mixed, dealt by a seed, in rounds of a few minutes, for {@code -Dspanwire.soak.minutes} (3): what
 * {@code infra/test --soak MINUTES --seed N} runs. A house serves a few rounds; one that fails keeps its folder (history, data,
 * output of all processes), and the next round gets a new house. Any violation fails the run at its end.
 * {@code -Dspanwire.soak.kinds=PARK_STREAM,KILL_EDGE} deals these kinds alone.
 */
@Tag("long")
class SoakIT {
    private static final int STEPS = 8;
    private static final int ROUNDS_A_HOUSE = 4;

    private final long seed = Long.getLong("spanwire.soak.seed", System.nanoTime() % 10_000);
    private final Duration length = Duration.ofMinutes(Long.getLong("spanwire.soak.minutes", 3));
    private final List<String> failures = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private final RecoveryTimes recoveries = new RecoveryTimes();
    private CommandTally tally = CommandTally.NONE;
    private int rounds;

    @Test
    void whateverFailsForHoweverLongThePromisesHold() throws Exception {
        SoakOutput.line("soak seed=%d minutes=%d", seed, length.toMinutes());
        FaultSchedule schedule = new FaultSchedule(seed, kinds());
        long deadline = System.nanoTime() + length.toNanos();
        for (int house = 1; System.nanoTime() < deadline; house++) {
            inhabit(house, schedule, deadline);
        }

        List<String> summary = summary();
        summary.forEach(line -> SoakOutput.line("%s", line));
        Files.write(TestFolders.kept("soak-" + seed).resolve("summary.txt"), summary);
        assertThat(failures).as("rounds that failed; seed %d", seed).isEmpty();
        assertThat(unproven.size())
                .as("faults that did not come about: %s", unproven)
                .isLessThanOrEqualTo(1 + recoveries.total() / 10);
    }

    private static List<FaultKind> kinds() throws IOException {
        List<FaultKind> kinds = new ArrayList<>(chosen(System.getProperty("spanwire.soak.kinds", "")));
        if (!FakeClock.isPossible()) {
            SoakOutput.line("*** NO LIBFAKETIME: NO CLOCK WILL JUMP. Install the package faketime. ***");
            kinds.remove(FaultKind.SET_CLOCK);
        }
        return kinds;
    }

    private static List<FaultKind> chosen(String names) {
        return names.isEmpty()
                ? List.of(FaultKind.values())
                : Stream.of(names.split(",")).map(FaultKind::valueOf).toList();
    }

    private void inhabit(int number, FaultSchedule schedule, long deadline) throws IOException {
        String name = "soak-" + seed + "/house-" + number;
        int failed = failures.size();
        try (SoakCluster house = SoakCluster.build(name);
                Recorder recorder = Recorder.to(house.folder().resolve("history.jsonl"))) {
            for (int round = 0; round < ROUNDS_A_HOUSE && failures.size() == failed; round++) {
                if (round == 0 || System.nanoTime() < deadline) {
                    round(house, recorder, schedule.next(STEPS), deadline);
                }
            }
        }
        if (failures.size() == failed) {
            TestFolders.remove(TestFolders.kept(name));
        }
    }

    private void round(SoakCluster house, Recorder recorder, List<SoakStep> steps, long deadline) {
        rounds++;
        SoakRound round = new SoakRound(house, recorder);
        SoakOutput.line(
                "round %d seed=%d begins in %s", rounds, seed, house.folder().getFileName());
        try {
            CommandTally became = round.run("r" + rounds, seed + rounds, steps, deadline);
            tally = tally.plus(became);
            SoakOutput.line(
                    "round %d seed=%d holds: %s faults=%s longest-recovery=%.1fs",
                    rounds,
                    seed,
                    became,
                    round.recoveries().counts(),
                    RecoveryTimes.seconds(round.recoveries().longest()));
        } catch (Exception | AssertionError broken) {
            failures.add("round " + rounds + " in " + house.folder() + ": " + broken);
            SoakOutput.line(
                    "round %d seed=%d FAILED; everything is kept in %s: %s", rounds, seed, house.folder(), broken);
        }
        recoveries.addAll(round.recoveries());
        unproven.addAll(round.unproven());
    }

    private List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("soak seed=" + seed + " rounds=" + rounds + " failed=" + failures.size() + " faults="
                + recoveries.total() + " not-come-about=" + unproven);
        lines.add(tally.toString());
        lines.addAll(recoveries.lines());
        lines.addAll(failures);
        return lines;
    }
}

package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.harness.CommandTopic;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker's clock jumps by hours, there and back: times may be anything, order and completeness may not. */
@Tag("long")
@Timeout(600)
class ClockIT {
    private static final List<Duration> JUMPS =
            List.of(Duration.ofHours(5), Duration.ofHours(-30), Duration.ofDays(400), Duration.ofMinutes(-90));

    private static final Duration AHEAD = Duration.ofHours(5);
    private static final Duration BACK = Duration.ofHours(-30);

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aClockThatJumpsByHoursChangesTimesAndNothingElse() throws Exception {
        jump("clock", run -> run.untilAccepted(run.accepted() + 20), JUMPS);
    }

    @Test
    void aWorkerAheadOfTheBrokerDeliversAsEver() throws Exception {
        jump("ahead", run -> assertThat(run.untilAllStreamsMove()).isLessThan(SOON), List.of(AHEAD, AHEAD));
    }

    /** In a quiet hour: a worker with something to do reports offsets, and those count as heartbeats. */
    @Test
    void anIdleWorkerWhoseClockGoesBackStaysAMember() throws Exception {
        FakeClock.assumePossible();
        try (Recorder recorder = Recorder.to(TestFolders.fresh("back-history").resolve("history.jsonl"));
                TestCluster installation = TestCluster.start("back")) {
            FakeClock clock = new FakeClock(installation.folder().resolve("clock"));
            Server worker = installation.serve("worker", "worker", new LaunchOptions(clock.environment(), List.of()));
            installation.serve("other", "worker");
            Server door = installation.serve("door", "edge,notifier");
            work(door, recorder, "before");
            CommandTopic log = door.backend().commandLog();
            int members = log.members().size();
            ClockJump fault = new ClockJump("a worker", worker, clock, BACK);

            fault.inject();

            await("as many members as before, for longer than a session lasts without heartbeats")
                    .atMost(Duration.ofMinutes(1))
                    .during(Duration.ofSeconds(25))
                    .until(() -> log.members().size() == members);
            assertThat(worker.said()).contains("clock went back");
            work(door, recorder, "meanwhile");
            fault.heal();
            System.err.println(fault.prove());
        }
    }

    private static void work(Server door, Recorder recorder, String name) throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, name, 4, 60, 43)) {
            Recovery.record("clock of a worker goes back, " + name, run.untilAllStreamsMove());
            run.verdict(false);
        }
    }

    @Test
    void aDoorWhoseClockGoesBackFindsABrokerThatComesBack() throws Exception {
        FakeClock.assumePossible();
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh("door-back-history").resolve("history.jsonl"));
                TestCluster installation = TestCluster.start("door-back")) {
            FakeClock clock = new FakeClock(installation.folder().resolve("clock"));
            installation.serve("worker", "worker");
            Server door =
                    installation.serve("door", "edge,notifier", new LaunchOptions(clock.environment(), List.of()));
            ClockJump fault = new ClockJump("a door", door, clock, BACK);
            try (FaultRun run = FaultRun.start(
                    EdgeNodes.of(door),
                    recorder,
                    new Workload("door-back", 4, Integer.MAX_VALUE, Duration.ofMillis(20), 44))) {
                run.untilAllStreamsMove();

                fault.inject();
                run.untilAllStreamsMove();
                installation.killParts();
                installation.startParts();

                Recovery.record("clock of a door goes back, then the broker dies", run.untilAllStreamsMove());
                run.untilAccepted(run.accepted() + 20);
                fault.heal();
                System.err.println(fault.prove());
                run.verdict(true);
            }
        }
    }

    /** What must be possible while the clock is wrong. */
    @FunctionalInterface
    private interface Meanwhile {
        void see(FaultRun run);
    }

    private static void jump(String name, Meanwhile meanwhile, List<Duration> jumps) throws Exception {
        FakeClock.assumePossible();
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh(name + "-history").resolve("history.jsonl"));
                TestCluster installation = TestCluster.start(name)) {
            FakeClock clock = new FakeClock(installation.folder().resolve("clock"));
            LaunchOptions launch = new LaunchOptions(clock.environment(), List.of());
            Server worker = installation.serve("worker", "worker", launch);
            EdgeNodes doors = EdgeNodes.of(installation.serve("door", "edge,notifier"));
            try (FaultRun run = FaultRun.start(
                    doors, recorder, new Workload(name, 4, Integer.MAX_VALUE, Duration.ofMillis(20), 41))) {
                run.untilAllStreamsMove();
                for (Duration jump : jumps) {
                    ClockJump fault = new ClockJump("a worker", worker, clock, jump);
                    fault.inject();
                    meanwhile.see(run);
                    fault.heal();
                    Recovery.record(fault.name(), run.untilAllStreamsMove());
                    System.err.println(fault.prove());
                }

                run.verdict(true);
            }
        }
    }
}

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
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process's clock jumps by hours and back. Times of events may be wrong; their order and completeness may not. */
@Tag("long")
@Timeout(600)
class ClockIT {
    private static final List<Duration> JUMPS =
            List.of(Duration.ofHours(5), Duration.ofHours(-30), Duration.ofDays(400), Duration.ofMinutes(-90));

    private static final Duration AHEAD = Duration.ofHours(5);
    private static final Duration BACK = Duration.ofHours(-30);

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void clockJumpChangesOnlyTimes() throws Exception {
        jump("clock", run -> run.awaitAccepted(run.accepted() + 20), JUMPS);
    }

    @Test
    void workerAheadOfBrokerDeliversInTime() throws Exception {
        jump("ahead", run -> assertThat(run.awaitAllStreamsAdvance()).isLessThan(SOON), List.of(AHEAD, AHEAD));
    }

    /** Idle, because a busy worker reports offsets, which count as heartbeats. */
    @Test
    void idleWorkerWhoseClockGoesBackStaysMember() throws Exception {
        FakeClock.assumeAvailable();
        try (Recorder recorder = Recorder.to(TestFolders.fresh("back-history").resolve("history.jsonl"));
                TestCluster cluster = TestCluster.start("back")) {
            FakeClock clock = new FakeClock(cluster.folder().resolve("clock"));
            Server worker = cluster.serve("worker", "worker", new LaunchOptions(clock.environment(), List.of()));
            cluster.serve("other", "worker");
            Server frontend = cluster.serve("frontend", "edge,notifier");
            work(frontend, recorder, "before");
            CommandTopic log = frontend.backend().commandLog();
            int members = log.members().size();
            ClockJump fault = new ClockJump("a worker", worker, clock, BACK);

            fault.inject();

            await("as many members as before, for longer than a session lasts without heartbeats")
                    .atMost(Duration.ofMinutes(1))
                    .during(Duration.ofSeconds(25))
                    .until(() -> log.members().size() == members);
            assertThat(worker.output()).contains("clock went back");
            work(frontend, recorder, "during");
            fault.heal();
            System.err.println(fault.prove());
        }
    }

    private static void work(Server frontend, Recorder recorder, String name) throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, name, 4, 60, 43)) {
            Recovery.record("clock of a worker goes back, " + name, run.awaitAllStreamsAdvance());
            run.verdict(false);
        }
    }

    @Test
    void frontendWhoseClockGoesBackReconnectsToRestartedBroker() throws Exception {
        FakeClock.assumeAvailable();
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh("frontend-back-history").resolve("history.jsonl"));
                TestCluster cluster = TestCluster.start("frontend-back")) {
            FakeClock clock = new FakeClock(cluster.folder().resolve("clock"));
            cluster.serve("worker", "worker");
            Server frontend =
                    cluster.serve("frontend", "edge,notifier", new LaunchOptions(clock.environment(), List.of()));
            ClockJump fault = new ClockJump("a frontend", frontend, clock, BACK);
            try (FaultRun run = FaultRun.start(
                    EdgeNodes.of(frontend),
                    recorder,
                    new Workload("frontend-back", 4, Integer.MAX_VALUE, Duration.ofMillis(20), 44))) {
                run.awaitAllStreamsAdvance();

                fault.inject();
                run.awaitAllStreamsAdvance();
                cluster.killBackends();
                cluster.startBackends();

                Recovery.record(
                        "clock of a frontend goes back, then the broker is killed", run.awaitAllStreamsAdvance());
                run.awaitAccepted(run.accepted() + 20);
                fault.heal();
                System.err.println(fault.prove());
                run.verdict(true);
            }
        }
    }

    private static void jump(String name, Consumer<FaultRun> check, List<Duration> jumps) throws Exception {
        FakeClock.assumeAvailable();
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh(name + "-history").resolve("history.jsonl"));
                TestCluster cluster = TestCluster.start(name)) {
            FakeClock clock = new FakeClock(cluster.folder().resolve("clock"));
            LaunchOptions launch = new LaunchOptions(clock.environment(), List.of());
            Server worker = cluster.serve("worker", "worker", launch);
            EdgeNodes nodes = EdgeNodes.of(cluster.serve("frontend", "edge,notifier"));
            try (FaultRun run = FaultRun.start(
                    nodes, recorder, new Workload(name, 4, Integer.MAX_VALUE, Duration.ofMillis(20), 41))) {
                run.awaitAllStreamsAdvance();
                for (Duration jump : jumps) {
                    ClockJump fault = new ClockJump("a worker", worker, clock, jump);
                    fault.inject();
                    check.accept(run);
                    fault.heal();
                    Recovery.record(fault.name(), run.awaitAllStreamsAdvance());
                    System.err.println(fault.prove());
                }

                run.verdict(true);
            }
        }
    }
}

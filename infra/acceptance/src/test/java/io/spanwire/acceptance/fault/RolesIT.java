package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two workers, a frontend (edge and notifier), and broker and database in separate processes; each of them fails in
 * turn.
 */
@Tag("long")
class RolesIT extends ClusterFixture {
    private Server frontend;
    private Server one;
    private Server two;

    @BeforeAll
    void start() throws Exception {
        frontend = cluster.serve("frontend", "edge,notifier");
        one = cluster.serve("worker-one", "worker");
        two = cluster.serve("worker-two", "worker");
    }

    @Test
    @Order(1)
    void otherWorkerTakesOverStreamsOfKilledWorker() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "worker-killed", 6, 3_000, 11)) {
            run.awaitAccepted(100);

            one.kill();
            assertThat(one.isAlive()).isFalse();
            Duration recovery = run.awaitAllStreamsAdvance();
            one.start();
            run.awaitAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of a worker, until every stream moves", recovery);
            run.verdict(true);
        }
    }

    @Test
    @Order(2)
    void zombieWorkerDoesNoHarm() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "worker-frozen", 6, 3_000, 12)) {
            run.awaitAccepted(100);

            one.freeze();
            assertThat(Signals.isStopped(one.pid())).isTrue();
            Duration recovery = run.awaitAllStreamsAdvance();
            assertThat(Signals.isStopped(one.pid())).as("frozen all the time").isTrue();
            assertThat(recovery)
                    .as("its streams waited until its session ended")
                    .isGreaterThan(Duration.ofSeconds(4));
            one.thaw();
            run.awaitAccepted(run.accepted() + 150);

            Recovery.record("SIGSTOP of a worker, until every stream moves", recovery);
            run.verdict(true);
        }
    }

    @Test
    @Order(3)
    void killedFrontendLosesNothingItAccepted() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "frontend-killed", 6, 3_000, 13)) {
            run.awaitAccepted(100);

            frontend.kill();
            assertThat(frontend.isAlive()).isFalse();
            Duration recovery = frontend.start();
            run.awaitAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of edge and notifier", recovery);
            run.verdict(true);
            assertThat(run.subscribers())
                    .extracting(RecordingSubscriber::subscriptions)
                    .allMatch(times -> times >= 2);
        }
    }

    @Test
    @Order(4)
    void allProcessesContinueAfterKillOfBrokerAndDatabase() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "backends-killed", 6, 3_000, 14)) {
            run.awaitAccepted(100);

            cluster.killBackends();
            assertThat(cluster.areBackendsAlive()).isFalse();
            long pid = frontend.pid();
            cluster.startBackends();
            long restarted = System.nanoTime();
            run.awaitAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of broker and database", Duration.ofNanos(System.nanoTime() - restarted));
            run.verdict(true);
            assertThat(List.of(frontend.isAlive(), one.isAlive(), two.isAlive()))
                    .containsOnly(true);
            assertThat(frontend.pid()).isEqualTo(pid);
        }
    }
}

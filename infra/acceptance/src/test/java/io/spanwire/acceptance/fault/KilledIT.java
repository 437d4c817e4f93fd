package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole program is killed, frozen or stopped under load; all tests share one server. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class KilledIT {
    private Recorder recorder;
    private Server server;

    @BeforeAll
    void start() throws Exception {
        recorder = Recorder.to(TestFolders.fresh("killed-history").resolve("history.jsonl"));
        server = Server.start("killed");
    }

    @AfterAll
    void stop() throws Exception {
        recorder.close();
        server.close();
    }

    @Test
    @Order(1)
    void killDuringThousandPostsLosesAndRepeatsNothing() throws Exception {
        try (FaultRun run = FaultRun.start(server, recorder, "thousand", 8, 125, 1)) {
            run.awaitAccepted(200);

            long killed = server.pid();
            server.kill();
            assertThat(Signals.isAlive(killed)).isFalse();
            int before = run.answered();
            Duration recovery = server.start();

            run.verdict(false);
            assertThat(run.answered()).as("commands answered after the kill").isGreaterThan(before + 100);
            assertThat(run.subscribers())
                    .extracting(RecordingSubscriber::subscriptions)
                    .allMatch(times -> times >= 2);
            Recovery.record("SIGKILL of the whole program", recovery);
        }
    }

    @Test
    @Tag("long")
    @Order(2)
    void repeatedKillsLoseAndRepeatNothing() throws Exception {
        try (FaultRun run = FaultRun.start(server, recorder, "again", 6, 400, 2)) {
            for (int kill = 1; kill <= 2; kill++) {
                run.awaitAccepted(run.accepted() + 60);
                server.kill();
                server.start();
            }
            run.awaitAccepted(run.accepted() + 60);

            run.verdict(true);
        }
    }

    @Test
    @Tag("long")
    @Order(3)
    void databaseKilledWithProgramRecovers() throws Exception {
        assumeThat(server.backend().isEmbedded())
                .as("the database is the program's child")
                .isTrue();
        try (FaultRun run = FaultRun.start(server, recorder, "database", 6, 400, 3)) {
            run.awaitAccepted(100);
            List<ProcessHandle> children = server.children();
            assertThat(children).isNotEmpty();

            server.kill();
            children.forEach(ProcessHandle::destroyForcibly);
            children.forEach(child -> child.onExit().join());
            server.start();

            run.awaitAccepted(run.accepted() + 60);
            run.verdict(true);
        }
    }

    @Test
    @Tag("long")
    @Order(4)
    void freezeLongerThanSessionContinuesAfterwards() throws Exception {
        Duration longerThanASession = Duration.ofSeconds(12);
        try (FaultRun run = FaultRun.start(server, recorder, "frozen", 6, 2_000, 4)) {
            run.awaitAccepted(100);

            server.freeze();
            assertThat(Signals.isStopped(server.pid())).isTrue();
            int before = run.answered();
            TimePassing.of(longerThanASession);
            assertThat(run.answered() - before).as("answers while frozen").isLessThanOrEqualTo(6);
            server.thaw();
            long thawed = System.nanoTime();

            run.awaitAccepted(run.accepted() + 60);
            Recovery.record("SIGSTOP for 12 s", Duration.ofNanos(System.nanoTime() - thawed));
            run.verdict(true);
        }
    }

    @Test
    @Order(5)
    void secondProcessOnSameFolderIsRefused() throws Exception {
        Map.Entry<Integer, String> second = server.startSecond();

        assertThat(second.getKey()).isEqualTo(1);
        assertThat(second.getValue()).contains("in use by another Spanwire").doesNotContain("Exception");
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    @Tag("long")
    @Order(6)
    void sigtermEndsAllProcessesAndLosesNothing() throws Exception {
        try (FaultRun run = FaultRun.start(server, recorder, "term", 6, 2_000, 6)) {
            run.awaitAccepted(100);
            List<ProcessHandle> children = server.children();

            assertThat(server.terminate()).isPresent().get().satisfies(took -> assertThat(took)
                    .isLessThan(Duration.ofSeconds(15)));
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(children.isEmpty()).isNotEqualTo(server.backend().isEmbedded());
            Duration recovery = server.start();

            Recovery.record("SIGTERM and start", recovery);
            run.awaitAccepted(run.accepted() + 60);
            run.verdict(true);
        }
    }
}

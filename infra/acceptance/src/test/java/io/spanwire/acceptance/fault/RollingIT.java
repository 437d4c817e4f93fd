package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.fault.kind.ProcessRestarted;
import io.spanwire.acceptance.fault.kind.WorkerJoinsAndDies;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes come and go under load, as at a deployment: two doors behind the clients' retry, two workers. */
@Tag("long")
class RollingIT extends InstallationFixture {
    private static final Duration PAUSE = Duration.ofMillis(30);

    private EdgeNodes doors;
    private Server one;
    private final Map<String, Server> processes = new TreeMap<>();

    @BeforeAll
    void start() throws Exception {
        processes.put("worker one", installation.serve("worker-one", "worker"));
        processes.put("worker two", installation.serve("worker-two", "worker"));
        one = installation.serve("door-one", "edge,notifier");
        Server two = installation.serve("door-two", "edge,notifier");
        processes.put("door one", one);
        processes.put("door two", two);
        doors = EdgeNodes.of(one, two);
    }

    @Test
    @Order(1)
    void aRollingRestartFailsNoCommandAndCostsOneReconnectAtMost() throws Exception {
        try (FaultRun run = FaultRun.start(doors, recorder, new Workload("rolling", 6, Integer.MAX_VALUE, PAUSE, 21))) {
            run.untilAllStreamsMove();
            for (Map.Entry<String, Server> process : processes.entrySet()) {
                restart(process.getKey(), process.getValue(), run);
            }
            run.verdict(true);
        }

        assertThat(lostOnTheWay())
                .as("attempts that a door took and did not answer")
                .isEmpty();
    }

    private void restart(String name, Server process, FaultRun run) throws Exception {
        Map<RecordingSubscriber, Integer> before = new HashMap<>();
        run.feeds().forEach(feed -> before.put(feed, feed.subscriptions()));
        ProcessRestarted restart = new ProcessRestarted(name, process);

        restart.inject();
        restart.heal();
        Recovery.record(restart.name() + " in a rolling restart", run.untilAllStreamsMove());

        System.err.println(restart.prove());
        before.forEach((feed, subscriptions) -> assertThat(feed.subscriptions() - subscriptions)
                .as("reconnects of %s while %s restarts", feed.stream(), name)
                .isLessThanOrEqualTo(1));
    }

    /** Attempts whose connection broke: not those that never had one, nor those that were told to come again. */
    private List<String> lostOnTheWay() throws IOException {
        return recorder.entries().stream()
                .filter(HistoryEntry.Answered.class::isInstance)
                .map(entry -> ((HistoryEntry.Answered) entry).answer())
                .filter(AttemptResult.Unknown.class::isInstance)
                .map(answer -> ((AttemptResult.Unknown) answer).why())
                .filter(why -> !why.startsWith("status ") && !why.equals("ConnectException"))
                .toList();
    }

    @Test
    @Order(2)
    void aStoppingDoorTellsItsSocketsToComeBackSpread() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(one.person("Sue"))) {
            assertThat(one.terminate()).isPresent();

            SocketLost lost = catchThrowableOfType(SocketLost.class, () -> socket.next(Duration.ofSeconds(10)));

            assertThat(lost.code()).isEqualTo(1001);
            assertThat(lost).hasMessageContaining("spread=");
        }
        one.start();
    }

    @Test
    @Order(3)
    void workersThatComeAndDieEveryFewSecondsLoseNothing() throws Exception {
        try (FaultRun run = FaultRun.start(doors, recorder, new Workload("churn", 6, Integer.MAX_VALUE, PAUSE, 22))) {
            int[] number = {0};
            WorkerJoinsAndDies churn =
                    new WorkerJoinsAndDies(() -> installation.serve("guest-" + ++number[0], "worker"));
            for (int time = 0; time < 4; time++) {
                run.untilAccepted(run.accepted() + 30);
                churn.inject();
                run.untilAccepted(run.accepted() + 30);
                churn.heal();
            }
            Recovery.record(churn.name() + ", four times", run.untilAllStreamsMove());
            System.err.println(churn.prove());

            run.verdict(true);
        }
    }
}

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

/** Restarted, added and killed processes under load: two workers, and two frontends between which clients fail over. */
@Tag("long")
class RollingRestartIT extends ClusterFixture {
    private static final Duration PAUSE = Duration.ofMillis(30);

    private EdgeNodes nodes;
    private Server one;
    private final Map<String, Server> processes = new TreeMap<>();

    @BeforeAll
    void start() throws Exception {
        processes.put("worker one", cluster.serve("worker-one", "worker"));
        processes.put("worker two", cluster.serve("worker-two", "worker"));
        one = cluster.serve("frontend-one", "edge,notifier");
        Server two = cluster.serve("frontend-two", "edge,notifier");
        processes.put("frontend one", one);
        processes.put("frontend two", two);
        nodes = EdgeNodes.of(one, two);
    }

    @Test
    @Order(1)
    void rollingRestartFailsNoCommandAndCostsAtMostOneReconnect() throws Exception {
        try (FaultRun run = FaultRun.start(nodes, recorder, new Workload("rolling", 6, Integer.MAX_VALUE, PAUSE, 21))) {
            run.awaitAllStreamsAdvance();
            for (Map.Entry<String, Server> process : processes.entrySet()) {
                restart(process.getKey(), process.getValue(), run);
            }
            run.verdict(true);
        }

        assertThat(unansweredAttempts())
                .as("attempts that a frontend accepted and did not answer")
                .isEmpty();
    }

    private void restart(String name, Server process, FaultRun run) throws Exception {
        Map<RecordingSubscriber, Integer> before = new HashMap<>();
        run.subscribers().forEach(subscriber -> before.put(subscriber, subscriber.subscriptions()));
        ProcessRestarted restart = new ProcessRestarted(name, process);

        restart.inject();
        restart.heal();
        Recovery.record(restart.name() + " in a rolling restart", run.awaitAllStreamsAdvance());

        System.err.println(restart.prove());
        before.forEach((subscriber, subscriptions) -> assertThat(subscriber.subscriptions() - subscriptions)
                .as("reconnects of %s while %s restarts", subscriber.stream(), name)
                .isLessThanOrEqualTo(1));
    }

    /** Attempts whose connection broke, except those that found no server and those that the server asked to retry. */
    private List<String> unansweredAttempts() throws IOException {
        return recorder.entries().stream()
                .filter(HistoryEntry.AttemptEnded.class::isInstance)
                .map(entry -> ((HistoryEntry.AttemptEnded) entry).result())
                .filter(AttemptResult.Unknown.class::isInstance)
                .map(result -> ((AttemptResult.Unknown) result).reason())
                .filter(why -> !why.startsWith("status ") && !why.equals("ConnectException"))
                .toList();
    }

    @Test
    @Order(2)
    void stoppingFrontendSpreadsReconnects() throws Exception {
        try (WebSocketClient socket = WebSocketClient.open(one.signIn("Sue"))) {
            assertThat(one.terminate()).isPresent();

            SocketLost lost = catchThrowableOfType(SocketLost.class, () -> socket.next(Duration.ofSeconds(10)));

            assertThat(lost.code()).isEqualTo(1001);
            assertThat(lost).hasMessageContaining("spread=");
        }
        one.start();
    }

    @Test
    @Order(3)
    void workersThatJoinAndAreKilledLoseNothing() throws Exception {
        try (FaultRun run = FaultRun.start(nodes, recorder, new Workload("churn", 6, Integer.MAX_VALUE, PAUSE, 22))) {
            int[] number = {0};
            WorkerJoinsAndDies churn = new WorkerJoinsAndDies(() -> cluster.serve("extra-" + ++number[0], "worker"));
            for (int time = 0; time < 4; time++) {
                run.awaitAccepted(run.accepted() + 30);
                churn.inject();
                run.awaitAccepted(run.accepted() + 30);
                churn.heal();
            }
            Recovery.record(churn.name() + ", four times", run.awaitAllStreamsAdvance());
            System.err.println(churn.prove());

            run.verdict(true);
        }
    }
}

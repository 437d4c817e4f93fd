package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.fault.kind.BackendFault;
import io.spanwire.acceptance.fault.kind.ConnectionsExhausted;
import io.spanwire.acceptance.fault.kind.ConnectionsRefused;
import io.spanwire.acceptance.fault.kind.Deadlock;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.fault.kind.RowsLocked;
import io.spanwire.acceptance.fault.kind.StatementsRefused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL is unavailable, slow, out of resources or locked. While it is unavailable, commands are accepted and wait,
 * requests that need it are refused within a bounded time, and open sockets stay; afterwards everything recovers by
 * itself.
 */
@Tag("long")
@Timeout(300)
class DatabaseIT extends ProxiedFixture {
    private static final String VIEW = "/api/views/room-messages?room=any";
    private static final Duration OUTAGE = Duration.ofSeconds(8);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final String POSTGRES = "PostgreSQL";

    DatabaseIT() {
        super(ProxiedDeployment.ONE);
    }

    @Test
    void refusesConnections() throws Exception {
        assertUnavailable("refuses", new ConnectionsRefused("PostgreSQL refuses connections", cluster.toDatabase()));
    }

    @Test
    void frozen() throws Exception {
        assertUnavailable("frozen", BackendFault.frozen(POSTGRES, cluster.database(), OUTAGE));
    }

    @Test
    void stopped() throws Exception {
        assertUnavailable(
                "stopped", BackendFault.stopped(POSTGRES, cluster.database(), cluster::startDatabase, OUTAGE));
    }

    @Test
    void killed() throws Exception {
        assertUnavailable("killed", BackendFault.killed(POSTGRES, cluster.database(), cluster::startDatabase, OUTAGE));
    }

    @Test
    void onlyPostmasterKilled() throws Exception {
        assertUnavailable(
                "postmaster",
                BackendFault.postmasterKilled(POSTGRES, cluster.database(), cluster::startDatabase, OUTAGE));
    }

    @Test
    void hasNoConnectionLeft() throws Exception {
        assertUnavailable("connections", new ConnectionsExhausted(cluster));
    }

    @Test
    void slow() throws Exception {
        assertServes(
                "slow", LinkFault.delay("PostgreSQL is 200 ms slower", cluster.toDatabase(), Duration.ofMillis(200)));
    }

    @Test
    void throttled() throws Exception {
        assertServes("throttled", LinkFault.throttle("PostgreSQL at 32 KiB/s", cluster.toDatabase(), 32 << 10));
    }

    @Test
    void laneLosesDeadlock() throws Exception {
        assertServes("deadlock", new Deadlock(cluster));
    }

    @Test
    void serializationFailures() throws Exception {
        assertServes("serialization", StatementsRefused.serialization(cluster));
    }

    @Test
    void outOfMemoryErrors() throws Exception {
        assertServes("memory", StatementsRefused.outOfMemory(cluster));
    }

    @Test
    void partitionRowsLocked() throws Exception {
        assertReadable("partitions", RowsLocked.partitions(cluster));
    }

    @Test
    void readModelLocked() throws Exception {
        assertReadable("read-model", RowsLocked.readModel(cluster, "chat_message"));
    }

    /** Requests that need the database are refused; everything else works. */
    private void assertUnavailable(String name, Fault fault) throws Exception {
        String room = "chat/" + name + "-1";
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        Probe.Sent[] sent = new Probe.Sent[1];
        try (FaultRun run = deployment.run(name, 4, 41)) {
            run.awaitAccepted(40);
            List<Integer> subscriptions = subscriptions(run);
            deployment.injectAndHeal(fault, run, () -> {
                try (WebSocketClient socket = deployment.openSocket(edge)) {
                    assertThat(edge.subscribe(socket, room)).as("over a socket").isEqualTo(503);
                }
                sent[0] = edge.post(room);
                sent[0].timed().assertStatus(202, BOUNDED);
                String location = sent[0].timed().reply().header("location");
                assertThat(location).isEqualTo("/api/commands/" + sent[0].id());
                edge.get(location).assertUnavailable(BOUNDED);
                edge.get(VIEW).assertUnavailable(BOUNDED);
                notifier.get("/api/streams/" + room + "/events?after=0").assertUnavailable(BOUNDED);
            });
            sent[0].resolve();
            assertThat(subscriptions(run)).as("open sockets stay").isEqualTo(subscriptions);
            run.verdict(true);
        }
    }

    /** Nothing is decided, but everything can be read. */
    private void assertReadable(String name, Fault fault) throws Exception {
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        try (FaultRun run = deployment.run(name, 4, 42)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            deployment.injectAndHeal(fault, run, () -> {
                sent[0] = edge.post("chat/" + name + "-1");
                sent[0].timed().assertStatus(202, BOUNDED);
                edge.get(VIEW).assertStatus(200, BOUNDED);
                notifier.get("/api/streams/chat/" + name + "-1/events?after=0").assertStatus(200, BOUNDED);
            });
            sent[0].resolve();
            run.verdict(true);
        }
    }

    /** Every stream advances during the fault. */
    private void assertServes(String name, Fault fault) throws Exception {
        try (FaultRun run = deployment.run(name, 4, 43)) {
            deployment.injectAndHeal(fault, run, () -> StreamCheckpoint.of(run).awaitAll());
            run.verdict(true);
        }
    }

    private static List<Integer> subscriptions(FaultRun run) {
        return run.subscribers().stream()
                .map(RecordingSubscriber::subscriptions)
                .toList();
    }
}

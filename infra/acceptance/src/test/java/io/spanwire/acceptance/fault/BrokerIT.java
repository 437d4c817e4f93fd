package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.fault.kind.BackendFault;
import io.spanwire.acceptance.fault.kind.ConnectionsRefused;
import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.LinkFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kafka is unavailable or slow. While it is unavailable, commands are refused within a bounded time, and views, history
 * and open sockets keep working; afterwards everything recovers by itself.
 */
@Tag("long")
@Timeout(300)
class BrokerIT extends ProxiedFixture {
    private static final String VIEW = "/api/views/room-messages?room=any";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration OUTAGE = Duration.ofSeconds(12);
    private static final String KAFKA = "Kafka";

    BrokerIT() {
        super(ProxiedDeployment.ONE);
    }

    @Test
    void killed() throws Exception {
        assertUnavailable("killed", BackendFault.killed(KAFKA, cluster.broker(), cluster.broker()::start, OUTAGE));
    }

    @Test
    void frozen() throws Exception {
        assertUnavailable("frozen", BackendFault.frozen(KAFKA, cluster.broker(), OUTAGE));
    }

    @Test
    void stopped() throws Exception {
        assertUnavailable("stopped", BackendFault.stopped(KAFKA, cluster.broker(), cluster.broker()::start, OUTAGE));
    }

    @Test
    void refusesConnections() throws Exception {
        assertUnavailable("refuses", new ConnectionsRefused("Kafka refuses connections", cluster.toKafka()));
    }

    @Test
    void slow() throws Exception {
        assertServes("slow", LinkFault.delay("Kafka is 200 ms slower", cluster.toKafka(), Duration.ofMillis(200)));
    }

    @Test
    void throttled() throws Exception {
        assertServes("throttled", LinkFault.throttle("Kafka at 64 KiB/s", cluster.toKafka(), 64 << 10));
    }

    private void assertUnavailable(String name, Fault fault) throws Exception {
        String room = "chat/" + name + "-1";
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        Probe.Sent[] sent = new Probe.Sent[1];
        Probe.SentFrame[] frame = new Probe.SentFrame[1];
        try (FaultRun run = deployment.run(name, 4, 51);
                WebSocketClient socket = deployment.openSocket(edge)) {
            run.awaitAccepted(40);
            List<Integer> subscriptions = subscriptions(run);
            deployment.injectAndHeal(fault, run, () -> {
                frame[0] = edge.send(socket, room);
                frame[0].assertUnavailable(BOUNDED);
                assertThat(edge.subscribe(socket, room))
                        .as("replay over the open socket")
                        .isEqualTo(200);
                sent[0] = edge.post(room);
                sent[0].timed().assertUnavailable(BOUNDED);
                edge.get(VIEW).assertStatus(200, SOON);
                notifier.get("/api/streams/" + room + "/events?after=0").assertStatus(200, SOON);
            });
            sent[0].resolve();
            frame[0].resolve();
            assertThat(subscriptions(run)).as("open sockets stay").isEqualTo(subscriptions);
            run.verdict(true);
        }
    }

    private static List<Integer> subscriptions(FaultRun run) {
        return run.subscribers().stream()
                .map(RecordingSubscriber::subscriptions)
                .toList();
    }

    private void assertServes(String name, Fault fault) throws Exception {
        try (FaultRun run = deployment.run(name, 4, 52)) {
            deployment.injectAndHeal(fault, run, () -> StreamCheckpoint.of(run).awaitAll());
            run.verdict(true);
        }
    }
}

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
 * Kafka is away or late. While it is away commands are refused in time, views, history and open sockets keep working;
 * afterwards everything goes on by itself.
 */
@Tag("long")
@Timeout(300)
class BrokerIT extends WiredFixture {
    private static final String VIEW = "/api/views/room-messages?room=any";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration AWAY = Duration.ofSeconds(12);
    private static final String KAFKA = "Kafka";

    BrokerIT() {
        super(WiredRun.ONE);
    }

    @Test
    void itDies() throws Exception {
        away("dies", BackendFault.killed(KAFKA, installation.broker(), installation.broker()::start, AWAY));
    }

    @Test
    void itStandsStill() throws Exception {
        away("frozen", BackendFault.frozen(KAFKA, installation.broker(), AWAY));
    }

    @Test
    void itIsStopped() throws Exception {
        away("stopped", BackendFault.stopped(KAFKA, installation.broker(), installation.broker()::start, AWAY));
    }

    @Test
    void itRefusesConnections() throws Exception {
        away("refuses", new ConnectionsRefused("Kafka refuses connections", installation.toKafka()));
    }

    @Test
    void itIsLate() throws Exception {
        goesOn("late", LinkFault.slow("Kafka is 200 ms late", installation.toKafka(), Duration.ofMillis(200)));
    }

    @Test
    void itsLinksAreNarrow() throws Exception {
        goesOn("narrow", LinkFault.narrow("Kafka at 64 KiB/s", installation.toKafka(), 64 << 10));
    }

    private void away(String name, Fault fault) throws Exception {
        String room = "chat/" + name + "-1";
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        Probe.Sent[] sent = new Probe.Sent[1];
        Probe.SentFrame[] frame = new Probe.SentFrame[1];
        try (FaultRun run = wired.run(name, 4, 51);
                WebSocketClient socket = wired.socketOf(edge)) {
            run.untilAccepted(40);
            List<Integer> subscriptions = subscriptions(run);
            wired.through(fault, run, () -> {
                frame[0] = edge.send(socket, room);
                frame[0].assertUnavailable(BOUNDED);
                assertThat(edge.subscribe(socket, room))
                        .as("replay over the open socket")
                        .isEqualTo(200);
                sent[0] = edge.post(room);
                sent[0].timed().assertUnavailable(BOUNDED);
                edge.get(VIEW).assertStatus(200, SOON);
                hub.get("/api/streams/" + room + "/events?after=0").assertStatus(200, SOON);
            });
            sent[0].settle();
            frame[0].settle();
            assertThat(subscriptions(run)).as("open sockets stay").isEqualTo(subscriptions);
            run.verdict(true);
        }
    }

    private static List<Integer> subscriptions(FaultRun run) {
        return run.feeds().stream().map(RecordingSubscriber::subscriptions).toList();
    }

    private void goesOn(String name, Fault fault) throws Exception {
        try (FaultRun run = wired.run(name, 4, 52)) {
            wired.through(fault, run, () -> StreamMotion.of(run).untilAllMove());
            run.verdict(true);
        }
    }
}

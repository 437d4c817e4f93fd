package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The edge's links to PostgreSQL, to Kafka and from its clients drop traffic. */
class EdgeLinksIT extends DroppedLinks {
    /** Shorter than the tests' clients wait: 30 s for a response, 35 s for a heartbeat. */
    private static final Duration CLIENT = Duration.ofSeconds(10);
    /** Kafka's clients wait 10 s for a response. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** The pool closes a dead connection after 22 s. */
    private static final Duration POOL = Duration.ofSeconds(24);

    @ParameterizedTest
    @EnumSource
    void edgeWithoutDatabaseAcceptsCommands(Direction dropped) throws Exception {
        Probe edge = deployment.edgeProbe();
        String name = name("edge-database", dropped);
        drop(cluster.toDatabase(ProxiedDeployment.EDGE), dropped, POOL, name, run -> {
            edge.get(VIEW).assertUnavailable(BOUNDED);
            edge.post("chat/" + name + "-1").timed().assertStatus(200, SOON);
        });
        edge.get(VIEW).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void edgeWithoutKafkaRefusesCommandsAndServesReads(Direction dropped) throws Exception {
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        String name = name("edge-kafka", dropped);
        Probe.Sent[] sent = new Probe.Sent[1];
        drop(
                cluster.toKafka(ProxiedDeployment.EDGE),
                dropped,
                KAFKA,
                name,
                run -> {
                    sent[0] = edge.post("chat/" + name + "-1");
                    assertAnswered(dropped, sent[0].timed());
                    edge.get(VIEW).assertStatus(200, SOON);
                    notifier.get("/api/streams/chat/" + name + "-1/events?after=0")
                            .assertStatus(200, SOON);
                },
                () -> sent[0].resolve());
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithoutEdgeLoseNothing(Direction dropped) throws Exception {
        Probe edge = deployment.edgeProbe();
        String name = name("client-edge", dropped);
        drop(cluster.fromClients(ProxiedDeployment.EDGE), dropped, CLIENT, name, run -> edge.post("chat/" + name + "-1")
                .timed()
                .assertStatus(200, SOON));
    }

    /** If only replies are dropped, the command may still reach the log, be decided, and be found in the table. */
    private static void assertAnswered(Direction dropped, Probe.Timed answer) {
        if (dropped == Direction.REPLIES && answer.reply().status() == 200) {
            answer.assertStatus(200, BOUNDED);
        } else {
            answer.assertUnavailable(BOUNDED);
        }
    }
}

package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The edge's links to PostgreSQL and Kafka, and its clients' to it. */
class EdgeLinksIT extends LostLinks {
    /** Clients of ours wait 30 s for an answer, and 35 s for a heartbeat. */
    private static final Duration CLIENT = Duration.ofSeconds(10);
    /** Kafka's clients wait 10 s for an answer. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** A reader's connection is given up after 22 s. */
    private static final Duration POOL = Duration.ofSeconds(24);

    @ParameterizedTest
    @EnumSource
    void theEdgeWithoutItsDatabaseStillTakesCommands(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        String name = name("edge-database", lost);
        through(wired.installation().toDatabase(WiredRun.EDGE), lost, POOL, name, run -> {
            edge.get(VIEW).assertUnavailable(BOUNDED);
            edge.post("chat/" + name + "-1").timed().assertStatus(200, SOON);
        });
        edge.get(VIEW).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void theEdgeWithoutKafkaRefusesCommandsInTimeAndAnswersTheRest(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        String name = name("edge-kafka", lost);
        Probe.Sent[] sent = new Probe.Sent[1];
        through(
                wired.installation().toKafka(WiredRun.EDGE),
                lost,
                KAFKA,
                name,
                run -> {
                    sent[0] = edge.post("chat/" + name + "-1");
                    assertAnswered(lost, sent[0].timed());
                    edge.get(VIEW).assertStatus(200, SOON);
                    hub.get("/api/streams/chat/" + name + "-1/events?after=0").assertStatus(200, SOON);
                },
                () -> sent[0].settle());
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithoutTheDoorLoseNothing(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        String name = name("client-edge", lost);
        through(wired.installation().toDoor(WiredRun.EDGE), lost, CLIENT, name, run -> edge.post("chat/" + name + "-1")
                .timed()
                .assertStatus(200, SOON));
    }

    /** Without replies the command may be on the log all the same, be decided, and be found in the table. */
    private static void assertAnswered(Direction lost, Probe.Timed answer) {
        if (lost == Direction.REPLIES && answer.reply().status() == 200) {
            answer.assertStatus(200, BOUNDED);
        } else {
            answer.assertUnavailable(BOUNDED);
        }
    }
}

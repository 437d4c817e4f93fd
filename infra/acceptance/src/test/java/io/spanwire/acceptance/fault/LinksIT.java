package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each link of each process in turn loses what goes in one direction, for longer than any time-out, and connections that were
 * open then stay dead: everything must find out by itself and connect anew.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class LinksIT {
    private static final String VIEW = "/api/views/room-messages?room=any";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration BOUNDED = Duration.ofSeconds(12);

    private Wired wired;

    @BeforeAll
    void start() throws Exception {
        wired = Wired.start("links", List.of(Wired.ONE, Wired.TWO));
    }

    @AfterAll
    void stop() throws Exception {
        wired.close();
    }

    @ParameterizedTest
    @EnumSource
    void theEdgeWithoutItsDatabaseStillTakesCommands(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        String name = name("edge-database", lost);
        through(wired.installation().toDatabase(Wired.EDGE), lost, name, run -> {
            edge.get(VIEW).assertUnavailable(BOUNDED);
            edge.post("chat/" + name + "-1").timed().assertStatus(200, SOON);
        });
        edge.get(VIEW).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void theNotifierWithoutItsDatabaseStillDeliversWhatIsNew(Direction lost) throws Exception {
        Probe hub = wired.askHub();
        String name = name("hub-database", lost);
        String page = "/api/streams/chat/" + name + "-1/events?after=0";
        through(wired.installation().toDatabase(Wired.HUB), lost, name, run -> {
            hub.get(page).assertUnavailable(BOUNDED);
            Motion.of(run).untilAllMove();
        });
        hub.get(page).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerWithoutItsDatabaseLetsTheOtherStreamsGoOn(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        through(wired.installation().toDatabase(Wired.ONE), lost, name("worker-database", lost), run -> {
            edge.get(VIEW).assertStatus(200, SOON);
            assertThat(Motion.of(run).moved()).isLessThan(run.feeds().size());
        });
    }

    @ParameterizedTest
    @EnumSource
    void theEdgeWithoutKafkaRefusesCommandsInTimeAndAnswersTheRest(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        String name = name("edge-kafka", lost);
        Probe.Sent[] sent = new Probe.Sent[1];
        through(
                wired.installation().toKafka(Wired.EDGE),
                lost,
                name,
                run -> {
                    sent[0] = edge.post("chat/" + name + "-1");
                    sent[0].timed().assertUnavailable(BOUNDED);
                    edge.get(VIEW).assertStatus(200, SOON);
                    hub.get("/api/streams/chat/" + name + "-1/events?after=0").assertStatus(200, SOON);
                },
                () -> sent[0].settle());
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerWithoutKafkaIsReplacedByTheOther(Direction lost) throws Exception {
        through(wired.installation().toKafka(Wired.ONE), lost, name("worker-kafka", lost), run -> Motion.of(run)
                .untilAllMove());
    }

    @ParameterizedTest
    @EnumSource
    void theNotifierWithoutKafkaDeliversFromHistory(Direction lost) throws Exception {
        through(wired.installation().toKafka(Wired.HUB), lost, name("hub-kafka", lost), run -> Motion.of(run)
                .untilAllMove());
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithoutTheDoorLoseNothing(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        String name = name("client-edge", lost);
        through(wired.installation().toDoor(Wired.EDGE), lost, name, run -> edge.post("chat/" + name + "-1")
                .timed()
                .assertStatus(200, SOON));
    }

    @ParameterizedTest
    @EnumSource
    void subscribersWithoutTheDoorMissNothing(Direction lost) throws Exception {
        Probe hub = wired.askHub();
        String name = name("client-hub", lost);
        through(wired.installation().toDoor(Wired.HUB), lost, name, run -> hub.get(
                        "/api/streams/chat/" + name + "-1/events?after=0")
                .assertStatus(200, SOON));
    }

    private static String name(String link, Direction lost) {
        return link + '-' + lost.name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface During {
        void ask(Run run) throws Exception;
    }

    private void through(Proxy link, Direction lost, String name, During during) throws Exception {
        through(link, lost, name, during, () -> {});
    }

    private void through(Proxy link, Direction lost, String name, During during, Wired.Meanwhile afterwards)
            throws Exception {
        try (Run run = wired.run(name, 3, 21)) {
            wired.through(LinkFault.loses(link, lost), run, () -> during.ask(run));
            afterwards.ask();
            run.verdict(true);
        }
    }
}

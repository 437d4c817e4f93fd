package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The notifier's links to PostgreSQL and Kafka, and its subscribers' to it. */
class HubLinksIT extends LostLinks {
    /** A heartbeat goes every 25 s and is answered within 10 s. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(36);
    /** Kafka's clients wait 10 s for an answer. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** A reader's connection is given up after 22 s. */
    private static final Duration POOL = Duration.ofSeconds(24);

    @ParameterizedTest
    @EnumSource
    void theNotifierWithoutItsDatabaseStillDeliversWhatIsNew(Direction lost) throws Exception {
        Probe hub = wired.askHub();
        String name = name("hub-database", lost);
        String page = "/api/streams/chat/" + name + "-1/events?after=0";
        through(wired.installation().toDatabase(WiredRun.HUB), lost, POOL, name, run -> {
            hub.get(page).assertUnavailable(BOUNDED);
            StreamMotion.of(run).untilAllMove();
        });
        hub.get(page).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void theNotifierWithoutKafkaDeliversFromHistory(Direction lost) throws Exception {
        through(
                wired.installation().toKafka(WiredRun.HUB),
                lost,
                KAFKA,
                name("hub-kafka", lost),
                run -> StreamMotion.of(run).untilAllMove());
    }

    @ParameterizedTest
    @EnumSource
    void subscribersWithoutTheDoorMissNothing(Direction lost) throws Exception {
        Probe hub = wired.askHub();
        String name = name("client-hub", lost);
        through(wired.installation().toDoor(WiredRun.HUB), lost, HEARTBEAT, name, run -> hub.get(
                        "/api/streams/chat/" + name + "-1/events?after=0")
                .assertStatus(200, SOON));
    }
}

package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The notifier's links to PostgreSQL, to Kafka and from its subscribers drop traffic. */
class NotifierLinksIT extends DroppedLinks {
    /** The server sends a heartbeat every 25 s and waits 10 s for the answer. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(36);
    /** Kafka's clients wait 10 s for a response. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** The pool closes a dead connection after 22 s. */
    private static final Duration POOL = Duration.ofSeconds(24);

    @ParameterizedTest
    @EnumSource
    void notifierWithoutDatabaseDeliversNewEvents(Direction dropped) throws Exception {
        Probe notifier = deployment.notifierProbe();
        String name = name("notifier-database", dropped);
        String page = "/api/streams/chat/" + name + "-1/events?after=0";
        drop(cluster.toDatabase(ProxiedDeployment.NOTIFIER), dropped, POOL, name, run -> {
            notifier.get(page).assertUnavailable(BOUNDED);
            StreamCheckpoint.of(run).awaitAll();
        });
        notifier.get(page).assertStatus(200, SOON);
    }

    @ParameterizedTest
    @EnumSource
    void notifierWithoutKafkaDeliversFromHistory(Direction dropped) throws Exception {
        drop(
                cluster.toKafka(ProxiedDeployment.NOTIFIER),
                dropped,
                KAFKA,
                name("notifier-kafka", dropped),
                run -> StreamCheckpoint.of(run).awaitAll());
    }

    @ParameterizedTest
    @EnumSource
    void subscribersWithoutNotifierMissNothing(Direction dropped) throws Exception {
        Probe notifier = deployment.notifierProbe();
        String name = name("client-notifier", dropped);
        drop(cluster.fromClients(ProxiedDeployment.NOTIFIER), dropped, HEARTBEAT, name, run -> notifier.get(
                        "/api/streams/chat/" + name + "-1/events?after=0")
                .assertStatus(200, SOON));
    }
}

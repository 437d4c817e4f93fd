package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * An older copy replaces the database under running processes, as when a lagging replica is promoted: nothing is
 * decided on it, every process reports it, and when the newer database is back, everything continues.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class OlderCopyIT {
    private static final int ROOMS = 60; // enough for every lane of two workers
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration LONG_ENOUGH_TO_DECIDE = Duration.ofSeconds(5);

    private ProxiedDeployment deployment;
    private ProxiedCluster cluster;
    private Path database;
    private Path older;
    private Path newer;

    @BeforeAll
    void start() throws Exception {
        deployment = ProxiedDeployment.start(
                TestFolders.fresh("older-copy"), List.of(ProxiedDeployment.ONE, ProxiedDeployment.TWO));
        cluster = deployment.cluster();
        database = cluster.databaseFolder();
        older = database.resolveSibling("older");
        newer = database.resolveSibling("newer");
    }

    @AfterAll
    void stop() throws Exception {
        deployment.close();
    }

    @Test
    void nothingIsDecidedOnOlderCopyAndNewerDatabaseContinues() throws Exception {
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        work("before", 81);
        copyDatabase();
        work("after", 82);
        resolve(postToAllRooms(edge));
        Probe.Sent last = edge.post("chat/rooms-0");
        last.resolve();

        try (RecordingSubscriber open =
                RecordingSubscriber.follow(notifier::user, deployment.recorder(), "chat/older-0", 0)) {
            await().atMost(SOON).until(() -> open.subscriptions() == 1);
            List<Probe.Sent> sent = new ArrayList<>(nothingIsDecidedOnTheCopy(edge));
            sent.add(edge.post("chat/older-0"));
            sent.get(ROOMS).timed().assertStatus(202, BOUNDED);
            notifier.get("/api/streams/chat/older-0/events?after=0").assertStatus(200, BOUNDED);
            assertThat(deployment.worker(0).output()).contains("restored from an older backup");
            assertThat(deployment.worker(1).output()).contains("restored from an older backup");
            assertThat(deployment.notifier().output()).containsOnlyOnce("history lacks committed events");

            replaceBy(newer, older);
            long restored = System.nanoTime();
            awaitAllReady();
            Recovery.record(
                    "an older copy of the database, until all are ready",
                    Duration.ofNanos(System.nanoTime() - restored));
            resolve(sent);
            await().atMost(SOON).until(() -> open.lastVersion() == 1);
            assertThat(open.subscriptions()).as("the socket stayed open").isEqualTo(1);
        }
        assertThat(deployment.notifier().output()).containsOnlyOnce("history has all committed events again");
        work("healed", 83);
    }

    /** Lanes that lost nothing must not decide either: their outcomes would disappear with the copy. */
    @Test
    void oneLostEventStopsAllLanes() throws Exception {
        Probe edge = deployment.edgeProbe();
        copyDatabase();
        edge.post("chat/lost").resolve();

        List<Probe.Sent> sent = nothingIsDecidedOnTheCopy(edge);

        replaceBy(newer, older);
        awaitAllReady();
        resolve(sent);
        work("healed-again", 84);
    }

    private List<Probe.Sent> nothingIsDecidedOnTheCopy(Probe edge) throws Exception {
        replaceBy(older, newer);
        String progress = progress();
        List<Probe.Sent> sent = postToAllRooms(edge);
        assertThat(sent).allSatisfy(each -> each.timed().assertStatus(202, BOUNDED));
        awaitAllUnready();
        TimePassing.of(LONG_ENOUGH_TO_DECIDE);
        assertThat(progress()).as("nothing is decided on the copy").isEqualTo(progress);
        return sent;
    }

    /** Runs load and checks everything that has happened in the cluster so far. */
    private void work(String name, long seed) throws Exception {
        try (FaultRun run = deployment.run(name, 4, seed)) {
            run.awaitAccepted(100);
            run.verdict(true);
        }
    }

    private static List<Probe.Sent> postToAllRooms(Probe edge) throws IOException, InterruptedException {
        List<Probe.Sent> sent = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            sent.add(edge.postAsync("chat/rooms-" + room));
        }
        return sent;
    }

    private static void resolve(List<Probe.Sent> sent) throws InterruptedException {
        for (Probe.Sent each : sent) {
            each.resolve();
        }
    }

    private void awaitAllUnready() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(cluster.readiness(ProxiedDeployment.NOTIFIER).failingChecks())
                    .containsExactly("history");
            assertThat(cluster.readiness(ProxiedDeployment.ONE).failingChecks()).containsExactly("worker");
            assertThat(cluster.readiness(ProxiedDeployment.TWO).failingChecks()).containsExactly("worker");
        });
    }

    private void awaitAllReady() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            for (String node : List.of(
                    ProxiedDeployment.EDGE, ProxiedDeployment.NOTIFIER, ProxiedDeployment.ONE, ProxiedDeployment.TWO)) {
                assertThat(cluster.readiness(node).failingChecks()).as(node).isEmpty();
            }
        });
    }

    private void copyDatabase() throws IOException, InterruptedException {
        cluster.database().stop();
        TestFolders.remove(older);
        TestFolders.copy(database, older);
        cluster.startDatabase();
    }

    private void replaceBy(Path replacement, Path replaced) throws IOException, InterruptedException {
        cluster.database().stop();
        Files.move(database, replaced);
        Files.move(replacement, database);
        cluster.startDatabase();
    }

    /** The counts that a decision would change. */
    private String progress() throws SQLException {
        try (Connection owner = cluster.connectAsOwner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select sum(next_offset) || ' commands, ' || sum(head)"
                        + " || ' events, ' || (select count(*) from spanwire.outcome) || ' outcomes'"
                        + " from spanwire.partition")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}

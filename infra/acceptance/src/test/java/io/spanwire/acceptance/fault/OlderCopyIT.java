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
 * An older copy takes the place of the database while everybody runs, as when a replica that lagged is promoted: nothing is
 * decided on it, everybody says so, and when the newer one is back all goes on.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class OlderCopyIT {
    private static final int ROOMS = 60; // every lane of two workers has some of them
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration LONG_ENOUGH_TO_DECIDE = Duration.ofSeconds(5);

    private WiredRun wired;
    private ProxiedCluster installation;
    private Path database;
    private Path older;
    private Path newer;

    @BeforeAll
    void start() throws Exception {
        wired = WiredRun.start(TestFolders.fresh("older-copy"), List.of(WiredRun.ONE, WiredRun.TWO));
        installation = wired.installation();
        database = installation.databaseFolder();
        older = database.resolveSibling("older");
        newer = database.resolveSibling("newer");
    }

    @AfterAll
    void stop() throws Exception {
        wired.close();
    }

    @Test
    void nothingIsDecidedOnItAndTheNewerOneGoesOn() throws Exception {
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        work("before", 81);
        keepCopy();
        work("after", 82);
        settle(everywhere(edge));
        Probe.Sent last = edge.post("chat/rooms-0");
        last.settle();

        try (RecordingSubscriber open = RecordingSubscriber.follow(hub::person, wired.recorder(), "chat/older-0", 0)) {
            await().atMost(SOON).until(() -> open.subscriptions() == 1);
            List<Probe.Sent> sent = new ArrayList<>(nothingIsDecidedOnTheCopy(edge));
            sent.add(edge.post("chat/older-0"));
            sent.get(ROOMS).timed().assertStatus(202, BOUNDED);
            hub.get("/api/streams/chat/older-0/events?after=0").assertStatus(200, BOUNDED);
            assertThat(wired.worker(0).said()).contains("restored from an older backup");
            assertThat(wired.worker(1).said()).contains("restored from an older backup");
            assertThat(wired.hub().said()).containsOnlyOnce("history lacks committed events");

            replaceBy(newer, older);
            long back = System.nanoTime();
            untilAllReady();
            Recovery.record(
                    "an older copy of the database, until all are ready", Duration.ofNanos(System.nanoTime() - back));
            settle(sent);
            await().atMost(SOON).until(() -> open.reached() == 1);
            assertThat(open.subscriptions()).as("the socket stayed open").isEqualTo(1);
        }
        assertThat(wired.hub().said()).containsOnlyOnce("history has all committed events again");
        work("healed", 83);
    }

    /** The lanes that lost nothing of their own must not decide either: what they told would be gone with the copy. */
    @Test
    void oneLostEventIsEnough() throws Exception {
        Probe edge = wired.askEdge();
        keepCopy();
        edge.post("chat/lost").settle();

        List<Probe.Sent> sent = nothingIsDecidedOnTheCopy(edge);

        replaceBy(newer, older);
        untilAllReady();
        settle(sent);
        work("healed-again", 84);
    }

    private List<Probe.Sent> nothingIsDecidedOnTheCopy(Probe edge) throws Exception {
        replaceBy(older, newer);
        String standing = standing();
        List<Probe.Sent> sent = everywhere(edge);
        assertThat(sent).allSatisfy(each -> each.timed().assertStatus(202, BOUNDED));
        untilAllSaySo();
        TimePassing.of(LONG_ENOUGH_TO_DECIDE);
        assertThat(standing()).as("nothing is decided on it").isEqualTo(standing);
        return sent;
    }

    /** The verdict is on everything that ever happened here. */
    private void work(String name, long seed) throws Exception {
        try (FaultRun run = wired.run(name, 4, seed)) {
            run.untilAccepted(100);
            run.verdict(true);
        }
    }

    private static List<Probe.Sent> everywhere(Probe edge) throws IOException, InterruptedException {
        List<Probe.Sent> sent = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            sent.add(edge.hand("chat/rooms-" + room));
        }
        return sent;
    }

    private static void settle(List<Probe.Sent> sent) throws InterruptedException {
        for (Probe.Sent each : sent) {
            each.settle();
        }
    }

    private void untilAllSaySo() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(installation.readiness(WiredRun.HUB).down()).containsExactly("history");
            assertThat(installation.readiness(WiredRun.ONE).down()).containsExactly("worker");
            assertThat(installation.readiness(WiredRun.TWO).down()).containsExactly("worker");
        });
    }

    private void untilAllReady() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            for (String node : List.of(WiredRun.EDGE, WiredRun.HUB, WiredRun.ONE, WiredRun.TWO)) {
                assertThat(installation.readiness(node).down()).as(node).isEmpty();
            }
        });
    }

    private void keepCopy() throws IOException, InterruptedException {
        installation.database().stop();
        TestFolders.remove(older);
        TestFolders.copy(database, older);
        installation.startDatabase();
    }

    private void replaceBy(Path other, Path kept) throws IOException, InterruptedException {
        installation.database().stop();
        Files.move(database, kept);
        Files.move(other, database);
        installation.startDatabase();
    }

    /** Everything that a decision would change. */
    private String standing() throws SQLException {
        try (Connection owner = installation.owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select sum(next_offset) || ' commands, ' || sum(head)"
                        + " || ' events, ' || (select count(*) from spanwire.outcome) || ' outcomes'"
                        + " from spanwire.partition")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}

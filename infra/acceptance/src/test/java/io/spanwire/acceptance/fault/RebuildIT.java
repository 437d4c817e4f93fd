package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.StoredHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Read models are rebuilt while commands are decided, and while the program is killed. */
@Timeout(600)
class RebuildIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    /** Leaves the machine time for the commands that rebuild. */
    private static final Workload WORK = new Workload("rebuild", 6, Integer.MAX_VALUE, Duration.ofMillis(50), 11);

    private static final int OLD_MESSAGES = 80_000;

    @Test
    void tablesThatAreExchangedUnderLoadHaveEveryEventOnce() throws Exception {
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh("rebuild-history").resolve("history.jsonl"));
                Server server = Server.start("rebuild");
                FaultRun run = FaultRun.start(EdgeNodes.of(server), recorder, WORK)) {
            run.awaitAccepted(run.accepted() + 40);
            assertThat(server.run("rebuild", "room-messages"))
                    .isEqualTo(Map.entry(0, "room-messages: done, version 1\n"));
            run.awaitAccepted(run.accepted() + 40);
            assertThat(server.run("verify", "room-messages").getValue()).contains("equal to the events");

            server.run("rebuild", "room-messages", "--no-wait");
            server.kill();
            server.start();
            run.awaitAccepted(run.accepted() + 40);
            assertThat(server.run("rebuild", "room-messages").getKey()).isZero();

            StoredHistory stored = run.verdict(true);
            assertThat(stored.readModels()).isNotEmpty();
        }
    }

    @Test
    @Tag("long")
    void rebuildOfALongHistoryGoesOnAfterAKillAndViewsNeverShowAPart() throws Exception {
        try (Server server = Server.start("rebuild-long")) {
            SignedInUser ann = server.signIn("Ann");
            assertThat(ann.post("chat/old", "post-message", "{\"text\":\"message 1\"}", Map.of())
                            .status())
                    .isEqualTo(200);
            OwnerDatabase database = server.backend().owner();
            server.kill();
            storeOldMessages(database);
            server.start();

            assertThat(server.run("rebuild", "room-messages", "--no-wait").getKey())
                    .isZero();
            awaitFilled(database, OLD_MESSAGES / 4);
            server.kill();
            assertThat(filled(database)).as("events filled at the kill").isBetween(1L, OLD_MESSAGES - 1L);
            server.start();
            assertPageIsComplete(ann);
            await().atMost(SOON).untilAsserted(() -> {
                assertPageIsComplete(ann);
                assertThat(database.number("select count(*) from spanwire.rebuild where state = 'done'"))
                        .isEqualTo(1);
            });

            assertThat(database.number("select count(*) from read_model.chat_message"))
                    .isEqualTo(OLD_MESSAGES);
            assertThat(database.number("select count(*) from read_model.chat_message where text like 'wrong%'"))
                    .isZero();
            assertThat(server.run("verify", "room-messages").getValue()).contains("equal to the events");
            assertThat(ann.post("chat/after", "post-message", "{\"text\":\"on\"}", Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Continues the room with events that are not sealed, and with wrong rows in the read model. */
    private static void storeOldMessages(OwnerDatabase database) throws SQLException {
        database.execute(
                "insert into spanwire.event (stream, version, partition, position, type, at, body)"
                        + " select e.stream, n, e.partition, e.position + n - 1, e.type, e.at,"
                        + " replace(replace(replace(regexp_replace(e.body, ',\"personal\":\"[^\"]*\"', ''),"
                        + " '\"id\":\"1\"', '\"id\":\"' || n || '\"'), '\"version\":1', '\"version\":' || n),"
                        + " '\"text\":\"\"', '\"text\":\"message ' || n || '\"')"
                        + " from spanwire.event e, generate_series(2, " + OLD_MESSAGES
                        + ") n where stream = 'chat/old'",
                "update spanwire.partition p set head = (select max(position) from spanwire.event e"
                        + " where e.partition = p.partition) where head > 0",
                "update spanwire.stream set version = " + OLD_MESSAGES + " where stream = 'chat/old'",
                "insert into read_model.chat_message (room, message, author, author_name, text, posted_at)"
                        + " select room, n, author, author_name, 'wrong ' || n, posted_at from read_model.chat_message,"
                        + " generate_series(2, " + OLD_MESSAGES + ") n");
    }

    private static void awaitFilled(OwnerDatabase database, long events) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> filled(database) >= events);
    }

    private static long filled(OwnerDatabase database) throws SQLException {
        return database.number("select coalesce(sum(position), 0) from spanwire.rebuild_partition");
    }

    /** The newest messages of the room: the old rows or the new ones, but all of them. */
    private static void assertPageIsComplete(SignedInUser ann) throws Exception {
        HttpReply page = ann.get("/api/views/room-messages?room=old&limit=50");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        JsonNode rows = page.json().path("rows");
        assertThat(rows).hasSize(50);
        String first = rows.get(0).path("text").asText();
        assertThat(first).isIn("wrong " + OLD_MESSAGES, "message " + OLD_MESSAGES);
        String kind = first.substring(0, first.indexOf(' '));
        assertThat(rows).allMatch(row -> row.path("text").asText().startsWith(kind));
    }
}

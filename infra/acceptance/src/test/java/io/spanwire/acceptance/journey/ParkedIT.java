package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Backend;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Parked streams: a read model refuses rows, their streams wait for an operator, and no command is lost or reordered.
 */
@ExtendWith(BackendCondition.class)
class ParkedIT {
    private static final String POST = "post-message";
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Server server;

    private SignedInUser ann;
    private final ExecutorService waiter = Executors.newSingleThreadExecutor();

    @BeforeAll
    static void start() throws Exception {
        server = Server.start("parked", "--set", "command-wait=25");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void addConstraint() throws Exception {
        ann = server.signIn("Ann");
        sql("alter table read_model.chat_message add constraint no_bad check (text not like '%bad%') not valid");
    }

    @AfterEach
    void cleanUp() throws Exception {
        waiter.shutdownNow();
        dropConstraint();
    }

    private static void dropConstraint() throws SQLException {
        sql("alter table read_model.chat_message drop constraint if exists no_bad");
    }

    @Test
    void streamWaitsForOperatorAndContinuesInOrder() throws Exception {
        String room = Streams.chat();
        String other = Streams.chat();
        ann.post(room, POST, text("one"), Map.of());

        String bad = location(ann.post(room, POST, text("bad"), ASYNC));
        awaitParked(room);
        Future<HttpReply> behind = waiter.submit(post(room, "behind"));
        HttpReply elsewhere = ann.post(other, POST, text("elsewhere"), Map.of());

        assertThat(elsewhere.status()).isEqualTo(200);
        await().atMost(SOON).until(() -> waiting(room) == 2);
        assertThat(ann.get(bad).status()).isEqualTo(202);
        assertThat(behind).isNotDone();
        assertThat(texts(room)).containsExactly("one");
        assertOutput(server.run("parked", "list"), 0, room, "waiting 2", "no_bad");
        assertOutput(server.run("parked", "show", room), 0, "23514", ann.subject(), POST + " {\"text\":\"bad\"}");
        assertOutput(server.run("parked", "show", other), 1, "is not parked");
        assertOutput(server.run("parked", "retry", room), 1, "0 decided, 2 waiting; parked again");

        dropConstraint();
        assertOutput(server.run("parked", "retry", room), 0, "2 decided, none waiting");

        assertThat(behind.get().json().path("version").asLong()).isEqualTo(3);
        assertThat(ann.get(bad).json().path("version").asLong()).isEqualTo(2);
        assertThat(texts(room)).containsExactly("one", "bad", "behind");
        assertThat(events(room)).containsExactly("one", "bad", "behind");
        assertOutput(server.run("parked", "list"), 0, "Nothing is parked.");
    }

    @Test
    void droppedCommandIsRejectedAndOthersContinue() throws Exception {
        String room = Streams.chat();
        String bad = location(ann.post(room, POST, text("bad"), ASYNC));
        awaitParked(room);
        Future<HttpReply> behind = waiter.submit(post(room, "behind"));
        await().atMost(SOON).until(() -> waiting(room) == 2);

        assertOutput(server.run("parked", "drop", room), 0, "2 decided, none waiting");

        assertThat(ann.get(bad).json().path("problem").path("type").asText()).isEqualTo("/problems/dropped");
        assertThat(ann.get("/problems/dropped").status()).isEqualTo(200);
        assertThat(behind.get().json().path("version").asLong()).isEqualTo(1);
        assertThat(texts(room)).containsExactly("behind");
    }

    @Test
    void dropAllRejectsAllWaitingCommands() throws Exception {
        String room = Streams.chat();
        String bad = location(ann.post(room, POST, text("bad"), ASYNC));
        String behind = location(ann.post(room, POST, text("behind"), ASYNC));
        await().atMost(SOON).until(() -> waiting(room) == 2);

        assertOutput(server.run("parked", "drop", room, "--all"), 0, "2 decided, none waiting");

        for (String location : List.of(bad, behind)) {
            assertThat(ann.get(location).json().path("problem").path("type").asText())
                    .isEqualTo("/problems/dropped");
        }
        assertThat(ann.post(room, POST, text("fine"), Map.of()).status()).isEqualTo(200);
    }

    @Test
    void killedRetryContinuesAfterRestart() throws Exception {
        String room = Streams.chat();
        List<String> expected = new ArrayList<>(List.of("bad"));
        ann.post(room, POST, text("bad"), ASYNC);
        for (int i = 1; i < 1_200; i++) {
            expected.add("m" + i);
            assertThat(ann.post(room, POST, text("m" + i), ASYNC).status()).isEqualTo(202);
        }
        await().atMost(SOON).until(() -> waiting(room) == expected.size());
        dropConstraint();
        sql(
                "create function read_model.slowly() returns trigger language plpgsql as"
                        + " $$begin perform pg_sleep(0.005); return new; end$$",
                "create trigger slowly before insert on read_model.chat_message for each row"
                        + " execute function read_model.slowly()");

        Future<Map.Entry<Integer, String>> retry =
                waiter.submit(() -> server.run("parked", "retry", room, "--wait", "1"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> waiting(room) < expected.size());
        server.kill();
        assertThat(waiting(room)).as("killed in the middle").isBetween(1L, (long) expected.size() - 1);
        sql("drop trigger slowly on read_model.chat_message", "drop function read_model.slowly()");
        retry.get();
        server.start();
        ann = server.signIn("Ann");

        await().atMost(SOON).until(() -> waiting(room) == 0);
        assertThat(events(room)).isEqualTo(expected);
        assertThat(texts(room)).isEqualTo(expected);
        assertThat(column("select count(*) from spanwire.outcome where stream = ?", room))
                .containsExactly(Integer.toString(expected.size()));
        assertThat(ann.post(room, POST, text("more"), Map.of())
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(expected.size() + 1L);
    }

    private Callable<HttpReply> post(String room, String text) {
        return () -> ann.post(room, POST, text(text), Map.of());
    }

    private static String text(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static String location(HttpReply accepted) {
        assertThat(accepted.status()).isEqualTo(202);
        return accepted.header("location");
    }

    private static void awaitParked(String room) {
        await().atMost(SOON).until(() -> waiting(room) > 0);
    }

    private static long waiting(String room) throws SQLException {
        return column("select waiting from spanwire.parked_stream where stream = ?", room).stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static List<String> texts(String room) throws SQLException {
        String key = room.substring(room.indexOf('/') + 1);
        return column("select text from read_model.chat_message where room = ? order by message", key);
    }

    private List<String> events(String room) throws Exception {
        List<String> texts = new ArrayList<>();
        JsonNode page;
        do {
            page = ann.get("/api/streams/" + room + "/events?limit=100&after=" + texts.size())
                    .json();
            page.path("events")
                    .forEach(event -> texts.add(event.path("data").path("text").asText()));
        } while (!page.path("events").isEmpty());
        return texts;
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> column(String sql, String parameter) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    private static Connection connect() throws SQLException {
        Backend.Login login = server.backend().database();
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }
}

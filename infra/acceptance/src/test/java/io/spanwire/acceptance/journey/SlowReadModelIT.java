package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Backend;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A projection that exceeds its time limit is retried, then its stream is parked until an operator retries it. */
@Tag("long")
@ExtendWith(BackendCondition.class)
class SlowReadModelIT {
    private static final String POST = "post-message";
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    /** Time for three attempts of 20 s, a last one, and the pauses between them. */
    private static final Duration PARKED_WITHIN = Duration.ofSeconds(150);

    private static final int OTHERS = 20;

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start("slow-read-model", "--set", "command-wait=25");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void streamOfSlowProjectionIsParkedAndOthersContinue() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        String room = Streams.chat();
        setTrigger("perform pg_sleep(120)");

        HttpReply slow = ann.post(room, POST, "{\"text\":\"slow\"}", ASYNC);
        HttpReply behind = ann.post(room, POST, "{\"text\":\"behind\"}", ASYNC);

        await().atMost(PARKED_WITHIN).pollInterval(Duration.ofSeconds(2)).until(() -> parked().contains(
                        room + " 2 A projection ran longer than 20 s"));
        assertThat(ann.get(slow.header("location")).status()).isEqualTo(202);
        for (int i = 0; i < OTHERS; i++) {
            HttpReply elsewhere = ann.post(Streams.chat(), POST, "{\"text\":\"elsewhere\"}", Map.of());
            assertThat(elsewhere.status()).as("on any lane").isEqualTo(200);
        }
        assertThat(server.run("parked", "list").getValue())
                .contains(room, "waiting 2", "A projection ran longer than 20 s: ");

        setTrigger("null");
        assertThat(server.run("parked", "retry", room).getValue()).contains("2 decided, none waiting");
        assertThat(ann.get(behind.header("location")).json().path("version").asLong())
                .isEqualTo(2);
    }

    private static List<String> parked() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select stream || ' ' || waiting || ' ' ||"
                        + " split_part(reason, ':', 1) from spanwire.parked_stream")) {
            List<String> parked = new ArrayList<>();
            while (rows.next()) {
                parked.add(rows.getString(1));
            }
            return parked;
        }
    }

    private static Connection connect() throws SQLException {
        Backend.Login login = server.backend().database();
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    /** Sets what the trigger does for a row with the text "slow". */
    private static void setTrigger(String work) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create or replace function read_model.slow() returns trigger language plpgsql as"
                    + " $$begin if new.text = 'slow' then " + work + "; end if; return new; end$$");
            statement.execute("create or replace trigger slow before insert on read_model.chat_message for each row"
                    + " execute function read_model.slow()");
        }
    }
}

package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Backend;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server restarts with an older domain jar, then with the newer one again: no command is lost or rejected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherJarIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The older version: it fails when it divides by zero, and it has no labels. */
    private static final String OLDER =
            """
            import io.spanwire.bus.domain.*;
            import java.util.List;

            public final class Tally implements Domain {
                public record Add(int by) {}
                public record Divide(int by) {}
                public record Label(String text) {}
                public record Added(int by) {}
                public record Labelled(String text) {}
                public record Total(int value) {}

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public String name() {
                    return "tally";
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("tally", Total.class, new Total(0))
                            .command("add", Add.class, (total, add, context) -> Decision.accept(new Added(add.by())))
                            .command("divide", Divide.class, (total, divide, context) ->
                                    Decision.accept(new Added(total.value() / divide.by())))
                            .event("added", Added.class, (total, added) -> new Total(total.value() + added.data().by()))
                            .build());
                }
            }
            """;

    private static final String NEWER = OLDER.replace("total.value() / divide.by()", "0")
            .replace(
                    ".build()",
                    """
                    .command("label", Label.class, (total, label, context) ->
                                    Decision.accept(new Labelled(label.text())))
                            .event("labelled", Labelled.class, (total, labelled) -> total)
                            .build()""");

    private Path jar;
    private String running = NEWER;
    private Server server;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        jar = TestFolders.fresh("other-jar-domains").resolve("tally.jar");
        DomainJarBuilder.build(jar, "Tally", NEWER);
        server = Server.start("other-jar", "--domains", jar.toString());
        ann = server.signIn("Ann");
    }

    @BeforeEach
    void beginWithNewerJar() throws Exception {
        if (!running.equals(NEWER)) {
            restart(NEWER);
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void streamThatOlderJarCannotReadWaitsForNewerJar() throws Exception {
        String stream = "tally/" + UUID.randomUUID();
        assertThat(send(stream, "label", "{\"text\":\"secret\"}").status()).isEqualTo(200);

        restart(OLDER);
        HttpReply waiting = ann.post(stream, "add", "{\"by\":1}", Map.of("Prefer", "wait=1"));
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(send("tally/" + UUID.randomUUID(), "add", "{\"by\":1}").status())
                .as("other streams continue")
                .isEqualTo(200);
        assertThat(server.run("parked", "list").getValue())
                .contains(stream, "tally.labelled at version 1 is of a type that no domain of this worker knows")
                .doesNotContain("secret");
        assertThat(server.run("parked", "retry", stream).getValue()).contains("0 decided, 1 waiting; parked again");

        restart(OLDER);
        assertThat(automaticRetries()).as("retries by the jar that failed").isZero();
        assertThat(ann.get(waiting.header("location")).status()).isEqualTo(202);

        restart(NEWER);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        ann.get(waiting.header("location")).body())
                .contains("\"outcome\":\"accepted\"", "\"version\":2"));
        assertThat(automaticRetries()).isEqualTo(1);
        assertThat(server.run("parked", "list").getValue()).contains("Nothing is parked.");
    }

    @Test
    void newerJarDecidesFailedCommandWithSameKey() throws Exception {
        String stream = "tally/" + UUID.randomUUID();
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        restart(OLDER);

        HttpReply failed = ann.post(stream, "divide", "{\"by\":0}", key);
        HttpReply again = ann.post(stream, "divide", "{\"by\":0}", key);
        HttpReply stored = ann.get("/api/commands/" + key.get("Idempotency-Key"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.problem()).isEqualTo("undecidable");
        assertThat(again.status()).isEqualTo(500);
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.json().path("outcome").asText()).isEqualTo("failed");

        restart(NEWER);
        HttpReply fixed = ann.post(stream, "divide", "{\"by\":0}", key);

        assertThat(fixed.status()).isEqualTo(200);
        assertThat(ann.get("/api/commands/" + key.get("Idempotency-Key"))
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("accepted");
    }

    private void restart(String version) throws IOException, InterruptedException {
        assertThat(server.terminate()).isPresent();
        DomainJarBuilder.build(jar, "Tally", version);
        running = version;
        server.start();
        ann = server.signIn("Ann");
    }

    private int automaticRetries() throws SQLException {
        Backend.Login login = server.backend().database();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from spanwire.parked_order where actor = 'spanwire'")) {
            count.next();
            return count.getInt(1);
        }
    }

    private HttpReply send(String stream, String command, String data) throws IOException, InterruptedException {
        return ann.post(stream, command, data, Map.of());
    }
}

package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A domain's projections change over a history: what a restart with the newer jar makes of its read models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionVersionIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String FIRST =
            """
            import io.spanwire.bus.domain.*;
            import java.util.List;

            public final class Notes implements Domain {
                public record Write(String text) {}
                public record Written(String text) {}
                public record Note(int lines) {}

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public String name() {
                    return "notes";
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("note", Note.class, new Note(0))
                            .command("write", Write.class, (note, write, context) ->
                                    Decision.accept(new Written(write.text())))
                            .event("written", Written.class, (note, written) -> new Note(note.lines() + 1))
                            .build());
                }

                private static Projection lines(int version, boolean upper) {
                    return Projection.named("lines", version)
                            .tables("note_line")
                            .on(Written.class, Statement.rows(Notes.class, "insert-line.sql"), written -> Row.of(
                                    written.stream().key(),
                                    written.version(),
                                    upper ? written.data().text().toUpperCase() : written.data().text()))
                            .build();
                }

                private static View view(String name, String sql) {
                    return View.named(name, new Sql(name + ".sql", sql))
                            .parameter("note", ParameterType.TEXT)
                            .ofStream("note", "note")
                            .pagedBy("line", ParameterType.BIGINT)
                            .build();
                }

                @Override
                public List<Projection> projections() {
                    return List.of(lines(1, false));
                }

                @Override
                public List<View> views() {
                    return List.of(view("lines", "select line, text from note_line where note = $1"
                            + " and line > coalesce($2::bigint, 0) order by line limit $3"));
                }
            }
            """;

    /** The second version writes upper case, and has one more projection. */
    private static final String SECOND = FIRST.replace(
                    "return List.of(lines(1, false));",
                    """
                    return List.of(lines(2, true), Projection.named("lengths", 1)
                                    .tables("note_length")
                                    .on(Written.class, Statement.rows(Notes.class, "insert-length.sql"), written ->
                                            Row.of(written.stream().key(), written.version(),
                                                    written.data().text().length()))
                                    .build());""")
            .replace(
                    "order by line limit $3\"));",
                    """
                    order by line limit $3"),
                                    view("lengths", "select line, length from note_length where note = $1"
                                            + " and line > coalesce($2::bigint, 0) order by line limit $3"));""");

    private static final Map<String, String> FIRST_SQL = Map.of(
            "insert-line.sql", "insert into note_line (note, line, text) values ($1, $2, $3)",
            "db/notes/V001__line.sql",
                    "create table note_line (note text, line bigint, text text, primary key (note, line));");

    private static final Map<String, String> SECOND_SQL = Map.of(
            "insert-line.sql", "insert into note_line (note, line, text) values ($1, $2, $3)",
            "insert-length.sql", "insert into note_length (note, line, length) values ($1, $2, $3)",
            "db/notes/V001__line.sql",
                    "create table note_line (note text, line bigint, text text, primary key (note, line));",
            "db/notes/V002__length.sql",
                    "create table note_length (note text, line bigint, length integer, primary key (note, line));");

    private Path jar;
    private Server server;
    private SignedInUser ann;

    @BeforeAll
    void start() throws Exception {
        jar = TestFolders.fresh("projection-version-domains").resolve("notes.jar");
        DomainJarBuilder.build(jar, "Notes", FIRST, FIRST_SQL);
        server = Server.start("projection-version", "--domains", jar.toString());
        ann = server.signIn("Ann");
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void newerVersionsAreBuiltFromTheEventsAndCanBeTakenBack() throws Exception {
        write("one");
        write("two");
        assertThat(column("lines", "text")).containsExactly("one", "two");

        restart(SECOND, SECOND_SQL);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(column("lines", "text")).containsExactly("ONE", "TWO"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(column("lengths", "length")).containsExactly("3", "3"));
        assertThat(server.output())
                .contains("Projection lines has version 2 now", "Projection lengths lacks 2 events")
                .contains("rebuild of lines to version 2: done", "rebuild of lengths to version 1: done");
        write("three");
        assertThat(column("lines", "text")).containsExactly("ONE", "TWO", "THREE");
        assertThat(server.run("verify", "lines")).isEqualTo(Map.entry(0, "lines: equal to the events\n"));

        Map.Entry<Integer, String> undone = server.run("rebuild", "lines", "--undo");
        assertThat(undone.getValue()).contains("lines: done, version 1");
        assertThat(column("lines", "text")).containsExactly("one", "two", "THREE");

        restart(FIRST, SECOND_SQL);
        write("four");
        assertThat(column("lines", "text")).containsExactly("one", "two", "THREE", "four");
        Map.Entry<Integer, String> differs = server.run("verify", "lines");
        assertThat(differs.getKey()).isEqualTo(1);
        assertThat(differs.getValue()).contains("note_line lacks", "\"three\"", "do not give", "\"THREE\"");
        Map.Entry<Integer, String> rebuilt = server.run("rebuild", "lines");
        assertThat(rebuilt).isEqualTo(Map.entry(0, "lines: done, version 1\n"));
        assertThat(column("lines", "text")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void wrongUseSaysWhatToDo() throws Exception {
        assertThat(server.run("rebuild", "line").getValue())
                .contains("There is no projection line.")
                .containsPattern("The projections: .*\\blines\\b");
        assertThat(server.run("rebuild", "room-messages", "--undo").getValue())
                .contains("No replaced tables of room-messages are kept.");
        assertThat(server.run("rebuild", "room-messages", "--cancel").getValue())
                .contains("room-messages is not being rebuilt");
        assertThat(server.run("rebuild", "lines", "--undo", "--cancel").getKey())
                .isEqualTo(2);
        assertThat(server.run("verify").getKey()).isEqualTo(2);
        assertThat(server.run("rebuild").getValue()).contains("room-messages  version 1  tables ");
    }

    private void restart(String version, Map<String, String> resources) throws IOException, InterruptedException {
        assertThat(server.terminate()).isPresent();
        DomainJarBuilder.build(jar, "Notes", version, resources);
        server.start();
        ann = server.signIn("Ann");
    }

    private void write(String text) throws IOException, InterruptedException {
        assertThat(ann.post("note/a", "write", "{\"text\":\"" + text + "\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private List<String> column(String view, String name) throws IOException, InterruptedException {
        HttpReply reply = ann.get("/api/views/" + view + "?note=a");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        List<String> values = new ArrayList<>();
        for (JsonNode row : reply.json().path("rows")) {
            values.add(row.path(name).asText());
        }
        return values;
    }
}

package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A domain changes its commands, events, state and stream type over an existing history. */
class EvolutionIT {
    private static final String BOOK = "guests/lobby";
    /** More events than lie between two snapshots. */
    private static final int MANY = 600;

    private static final String FIRST =
            """
            import io.spanwire.bus.domain.*;
            import java.util.List;
            import java.util.stream.IntStream;

            public final class Guests implements Domain {
                public record Sign(int times) {}
                public record Signed(String text) {}
                public record Book(int count) {}

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public String name() {
                    return "guests";
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("guests", Book.class, new Book(0))
                            .command("sign", Sign.class, (book, sign, context) -> Decision.accept(
                                    IntStream.range(0, sign.times()).mapToObj(i -> new Signed("hello")).toArray()))
                            .event("signed", Signed.class, (book, signed) -> new Book(book.count() + 1))
                            .build());
                }
            }
            """;

    /** Another command, another event and another state, whose version nobody raised. */
    private static final String SECOND =
            """
            import io.spanwire.bus.domain.*;
            import java.util.List;
            import java.util.Map;
            import java.util.TreeMap;

            public final class Guests implements Domain {
                public record Sign(@jakarta.validation.constraints.NotNull String author) {}
                public record Signed(String author, String text) {}
                public record Book(int count, Map<String, Integer> authors) {
                    Book with(String author) {
                        Map<String, Integer> more = new TreeMap<>(authors);
                        more.merge(author, 1, Integer::sum);
                        return new Book(count + 1, more);
                    }
                }

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public String name() {
                    return "guests";
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("guests", Book.class, new Book(0, Map.of()))
                            .command("sign", Sign.class, (book, sign, context) -> book.authors().containsKey(sign.author())
                                    ? Decision.reject("signed", "You have signed already.")
                                    : Decision.accept(new Signed(sign.author(), "hello")))
                            .event("signed", Signed.class, (book, signed) -> book.with(signed.data().author()))
                            .upcast("signed", 1, data -> data.put("author", "unknown"))
                            .rejection("signed", "You have signed already")
                            .build());
                }
            }
            """;

    private Path jar;
    private Server server;
    private SignedInUser ann;

    @BeforeEach
    void start() throws Exception {
        jar = TestFolders.fresh("evolution-domains").resolve("guests.jar");
        DomainJarBuilder.build(jar, "Guests", FIRST);
        server = Server.start("evolution", "--domains", jar.toString());
        ann = server.signIn("Ann");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void newVersionOfADomainContinuesTheOldHistoryAndTheOldOneWaits() throws Exception {
        assertThat(sign("{\"times\":" + MANY + "}").status()).isEqualTo(200);
        assertThat(ann.get("/api/streams/" + BOOK).json().path("state")).hasToString("{\"count\":" + MANY + "}");
        String old = lastEvent(MANY).toString();
        String tag = ann.get("/api/streams/" + BOOK).header("etag");

        restart(SECOND);
        assertThat(server.output()).doesNotContain("cannot be read");
        assertThat(ann.get("/api/streams/" + BOOK, Map.of("If-None-Match", tag)).status())
                .as("another domain may fold another state")
                .isEqualTo(200);
        newVersionDecidesAndFolds();
        assertThat(lastEvent(MANY)).as("an old event on the wire").hasToString(old);
        assertThat(lastEvent(MANY + 1).path("dataschema").asText()).isEqualTo("spanwire:/schemas/guests.signed/2");
        assertThat(ann.get("/schemas/guests.signed/2")
                        .json()
                        .at("/properties/author/type")
                        .asText())
                .isEqualTo("string");

        restart(FIRST);
        assertThat(server.output())
                .contains("WARNING: 1 stored event of type guests.signed version 2 cannot be read: the domain has only"
                        + " its versions up to 1.");
        oldVersionCannotReadTheStreamAndSaysSo();

        restart(FIRST.replace("of(\"guests\"", "of(\"visitors\""));
        assertThat(server.output())
                .contains(
                        "WARNING: " + MANY
                                + " stored events of type guests.signed version 1 cannot be read: no domain has"
                                + " the stream type guests.",
                        "WARNING: 1 stored event of type guests.signed version 2 cannot be read: no domain has the stream"
                                + " type guests.");
        assertProblem(ann.get("/api/streams/" + BOOK), 404, "unknown-stream-type");
    }

    private void newVersionDecidesAndFolds() throws Exception {
        HttpReply oldShape = sign("{\"times\":1}");
        assertProblem(oldShape, 400, "invalid");
        assertThat(oldShape.body()).contains("\"/times\"", "\"/author\"");
        assertProblem(sign("{\"author\":\"unknown\"}"), 409, "signed");
        assertThat(sign("{\"author\":\"ann\"}").json().path("version").asLong()).isEqualTo(MANY + 1);

        assertThat(ann.get("/api/streams/" + BOOK).json().path("state"))
                .as("the snapshot of the first version lacks the authors")
                .hasToString("{\"count\":601,\"authors\":{\"ann\":1,\"unknown\":600}}");
        assertThat(ann.get("/api/streams/" + BOOK + "?version=2").json().path("state"))
                .hasToString("{\"count\":2,\"authors\":{\"unknown\":2}}");
    }

    private void oldVersionCannotReadTheStreamAndSaysSo() throws Exception {
        HttpReply unreadable = ann.get("/api/streams/" + BOOK);

        assertProblem(unreadable, 503, "unreadable-history");
        assertThat(unreadable.json().path("detail").asText())
                .isEqualTo("The domains of this server cannot read the event guests.signed at version 601 of " + BOOK
                        + ". Newer ones may.");
        assertThat(ann.get("/api/streams/" + BOOK + "?version=600").json().path("state"))
                .hasToString("{\"count\":600}");
        assertThat(server.output()).doesNotContain("request failed");
    }

    private JsonNode lastEvent(int version) throws IOException, InterruptedException {
        return ann.get("/api/streams/" + BOOK + "/events?after=" + (version - 1))
                .json()
                .at("/events/0");
    }

    private void restart(String version) throws IOException, InterruptedException {
        assertThat(server.terminate()).isPresent();
        DomainJarBuilder.build(jar, "Guests", version);
        server.start();
        ann = server.signIn("Ann");
    }

    private HttpReply sign(String data) throws IOException, InterruptedException {
        return ann.post(BOOK, "sign", data, Map.of());
    }
}

package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The state of a stream, now and in the past, over HTTP and in the terminal. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class StateIT {
    private static final int MESSAGES = 3;

    private final Server server;
    private final SignedInUser ann;
    private final String room = Streams.chat();
    private final String state = "/api/streams/" + room;

    StateIT(Server server) throws Exception {
        this.server = server;
        this.ann = server.signIn("Ann");
    }

    @BeforeAll
    void post() throws Exception {
        for (int number = 1; number <= MESSAGES; number++) {
            assertThat(ann.post(room, "post-message", "{\"text\":\"message " + number + "\"}", Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void stateHasItsVersionTimeAndEpoch() throws Exception {
        JsonNode events = ann.get(state + "/events").json();

        HttpReply reply = ann.get(state);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().fieldNames())
                .toIterable()
                .containsExactly("stream", "version", "time", "epoch", "state");
        assertThat(reply.json().path("stream").asText()).isEqualTo(room);
        assertThat(reply.json().path("version").asLong()).isEqualTo(MESSAGES);
        assertThat(reply.json().path("time")).isEqualTo(events.at("/events/2/time"));
        assertThat(reply.json().path("epoch")).isEqualTo(events.path("epoch"));
        assertThat(reply.json().at("/state/authors")).hasSize(MESSAGES);
        assertThat(reply.json().at("/state/authors/2").asText()).isEqualTo(ann.subject());
    }

    @Test
    void everyVersionFromZeroToTheHeadIsAnswered() throws Exception {
        for (int version = 0; version <= MESSAGES; version++) {
            JsonNode past = ann.get(state + "?version=" + version).json();

            assertThat(past.path("version").asLong(-1)).isEqualTo(version);
            assertThat(past.at("/state/authors")).hasSize(version);
            assertThat(past.has("time")).isEqualTo(version > 0);
        }
        HttpReply beyond = ann.get(state + "?version=" + (MESSAGES + 1));
        assertProblem(beyond, 404, "beyond-head");
        assertThat(beyond.json().path("detail").asText()).isEqualTo("The stream " + room + " is at version 3.");
    }

    @Test
    void streamWithoutEventsHasItsInitialState() throws Exception {
        JsonNode none = ann.get("/api/streams/" + Streams.chat()).json();

        assertThat(none.path("version").asLong(-1)).isZero();
        assertThat(none.at("/state/authors")).isEmpty();
    }

    @Test
    void timeOfAnEventIsAnsweredWithThatEvent() throws Exception {
        JsonNode events = ann.get(state + "/events").json().path("events");
        for (int version = 1; version <= MESSAGES; version++) {
            String time = events.path(version - 1).path("time").asText();

            long found = ann.get(state + "?at=" + time).json().path("version").asLong();

            assertThat(events.path((int) found - 1).path("time").asText()).isEqualTo(time);
            assertThat(events.path((int) found).path("time").asText()).isNotEqualTo(time);
        }
        Instant first = Instant.parse(events.path(0).path("time").asText());
        assertThat(ann.get(state + "?at=" + first.minusMillis(1))
                        .json()
                        .path("version")
                        .asLong(-1))
                .isZero();
        assertThat(ann.get(state + "?at=0001-01-01T00:00:00Z")
                        .json()
                        .path("version")
                        .asLong(-1))
                .isZero();
        assertThat(ann.get(state + "?at=9999-12-31T23:59:59Z")
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(MESSAGES);
        assertThat(ann.get(state + "?at=2100-01-01T00:00:00%2B01:00")
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(MESSAGES);
    }

    @Test
    void knownStateIsNotModified() throws Exception {
        HttpReply first = ann.get(state);
        String tag = first.header("etag");

        HttpReply again = ann.get(state, Map.of("If-None-Match", tag));
        HttpReply earlier = ann.get(state + "?version=2", Map.of("If-None-Match", tag));

        assertThat(first.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("etag")).isEqualTo(tag);
        assertThat(earlier.status()).isEqualTo(200);
        assertThat(ann.post(room, "post-message", "{\"text\":\"stale\"}", Map.of("If-Match", earlier.header("etag")))
                        .status())
                .as("the tag of a state is an expected version")
                .isEqualTo(412);
    }

    @Test
    void wrongRequestsAreRefused() throws Exception {
        assertProblem(ann.get(state + "?version=1&at=2026-11-22T10:00:00Z"), 400, "invalid");
        assertProblem(ann.get(state + "?version=one"), 400, "invalid");
        assertProblem(ann.get(state + "?at=today"), 400, "invalid");
        assertProblem(ann.get(state + "?after=1"), 400, "invalid");
        assertProblem(ann.get("/api/streams/poem/a"), 404, "unknown-stream-type");
        SignedInUser nobody = new SignedInUser(ann.address(), "nobody", "Nobody", Map.of());
        assertProblem(nobody.get(state), 401, "unauthenticated");
    }

    @Test
    void terminalShowsStatesAndTheirDifferences() throws Exception {
        assumeThat(server.backend().arguments().get(0))
                .as("a server with guests")
                .isEqualTo("up");

        Map.Entry<Integer, String> shown = server.run("show", room, "--version", "2");
        Map.Entry<Integer, String> compared = server.run("diff", room, "1", "2");
        Map.Entry<Integer, String> beyond = server.run("show", room, "--version", "99");

        assertThat(shown.getValue()).contains("\"version\" : 2,", "\"2\" : \"" + ann.subject() + '"');
        assertThat(shown.getKey()).isZero();
        assertThat(compared.getValue().strip()).endsWith("/authors/2: absent -> \"" + ann.subject() + '"');
        assertThat(compared.getKey()).isZero();
        assertThat(beyond.getValue()).contains("The stream " + room + " is at version");
        assertThat(beyond.getKey()).isEqualTo(1);
    }
}

package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands over REST: outcomes, idempotency, expected versions and errors. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandIT {
    private static final String HELLO = "{\"text\":\"hello\"}";
    private static final String POST = "post-message";

    private final SignedInUser ann;

    CommandIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @Test
    void acceptedCommandReturnsItsVersion() throws Exception {
        String room = Streams.chat();

        HttpReply reply = ann.post(room, POST, HELLO, Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("etag")).isEqualTo("\"1\"");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        JsonNode body = reply.json();
        assertThat(UUID.fromString(body.path("command").asText())).isNotNull();
        assertThat(body.path("outcome").asText()).isEqualTo("accepted");
        assertThat(body.path("stream").asText()).isEqualTo(room);
        assertThat(body.path("version").asLong()).isEqualTo(1);
        assertThat(body.path("events").asInt()).isEqualTo(1);
    }

    @Test
    void sameKeyReturnsSameOutcomeAndNoSecondEvent() throws Exception {
        String room = Streams.chat();
        UUID key = UUID.randomUUID();

        HttpReply first = ann.post(room, POST, HELLO, key);
        HttpReply again = ann.post(room, POST, HELLO, key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("etag")).isEqualTo("\"1\"");
        assertThat(head(room)).isEqualTo(1);
    }

    @Test
    void sameKeyWithAnotherBodyIsRefused() throws Exception {
        String room = Streams.chat();
        UUID key = UUID.randomUUID();
        ann.post(room, POST, HELLO, key);

        HttpReply reused = ann.post(room, POST, "{\"text\":\"other\"}", key);

        assertProblem(reused, 422, "key-reused");
        assertThat(head(room)).isEqualTo(1);
    }

    @Test
    void concurrentRequestsWithSameKeyAddOneEvent() throws Exception {
        String room = Streams.chat();
        UUID key = UUID.randomUUID();

        List<HttpReply> replies = concurrently(20, () -> ann.post(room, POST, HELLO, key));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("version").asLong()).isEqualTo(1);
        });
        assertThat(head(room)).isEqualTo(1);
    }

    @Test
    void concurrentCommandsGetDenseVersions() throws Exception {
        String room = Streams.chat();

        List<HttpReply> replies = concurrently(100, () -> ann.post(room, POST, HELLO, UUID.randomUUID()));

        assertThat(replies)
                .extracting(reply -> reply.json().path("version").asLong())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList());
    }

    @Test
    void oneOfManyWithSameExpectedVersionIsAccepted() throws Exception {
        String room = Streams.chat();

        List<HttpReply> replies = concurrently(10, () -> ann.post(room, POST, HELLO, Map.of("If-Match", "\"0\"")));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(9);
    }

    @Test
    void staleExpectedVersionIs412() throws Exception {
        String room = Streams.chat();
        ann.post(room, POST, HELLO, Map.of());

        assertProblem(ann.post(room, POST, HELLO, Map.of("If-Match", "\"0\"")), 412, "stale-version");
        assertThat(ann.post(room, POST, HELLO, Map.of("If-Match", "\"1\"")).status())
                .isEqualTo(200);
    }

    @Test
    void unknownCommandTypeAndPathAre404() throws Exception {
        assertProblem(ann.post(Streams.chat(), "sing", HELLO, Map.of()), 404, "unknown-command");
        assertProblem(ann.post("opera/x", POST, HELLO, Map.of()), 404, "unknown-stream-type");
        assertProblem(ann.get("/api/nothing/here"), 404, "not-found");
    }

    @Test
    void wrongTypeIs400WithPointer() throws Exception {
        HttpReply reply = ann.post(Streams.chat(), POST, "{\"text\":1}", Map.of());

        assertProblem(reply, 400, "invalid");
        assertThat(reply.json().path("errors").findValuesAsText("pointer")).contains("/text");
    }

    @Test
    void missingAndUnknownPropertiesAre400() throws Exception {
        String room = Streams.chat();

        assertProblem(ann.post(room, POST, "{}", Map.of()), 400, "invalid");
        assertProblem(ann.post(room, POST, "{\"text\":\"a\",\"admin\":true}", Map.of()), 400, "invalid");
        assertProblem(ann.post(room, POST, "{\"text\":\"\"}", Map.of()), 400, "invalid");
        assertProblem(ann.post(room, POST, "[]", Map.of()), 400, "invalid");
    }

    @Test
    void oversizedBodyIs413() throws Exception {
        String body = "{\"text\":\"" + "a".repeat(70_000) + "\"}";

        assertProblem(ann.post(Streams.chat(), POST, body, Map.of()), 413, "too-large");
    }

    @Test
    void respondAsyncIs202WithLocationOfOutcome() throws Exception {
        String room = Streams.chat();

        HttpReply pending = ann.post(room, POST, HELLO, Map.of("Prefer", "respond-async"));

        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.header("location"))
                .isEqualTo("/api/commands/" + pending.json().path("command").asText());
        HttpReply outcome = await().atMost(Duration.ofSeconds(20))
                .until(() -> ann.get(pending.header("location")), reply -> reply.status() != 202);
        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.json().path("outcome").asText()).isEqualTo("accepted");
        assertThat(outcome.json().path("stream").asText()).isEqualTo(room);
        assertThat(outcome.json().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void domainRejectionIs409WithDomainsProblemType() throws Exception {
        String list = Streams.list();
        ann.post(list, "create-list", "{\"title\":\"Groceries\"}", Map.of());
        UUID key = UUID.randomUUID();

        HttpReply rejected = ann.post(list, "complete-item", "{\"item\":\"milk\"}", key);

        assertProblem(rejected, 409, "no-such-item");
        HttpReply outcome = ann.get("/api/commands/" + key);
        assertThat(outcome.json().path("outcome").asText()).isEqualTo("rejected");
        assertThat(outcome.json().path("problem").path("type").asText()).isEqualTo("/problems/no-such-item");
        assertThat(head(list)).isEqualTo(1);
    }

    @Test
    void otherUserMayNotEditMessage(Server server) throws Exception {
        String room = Streams.chat();
        ann.post(room, POST, HELLO, Map.of());
        SignedInUser bob = server.signIn("Bob");

        assertProblem(
                bob.post(room, "edit-message", "{\"message\":1,\"text\":\"mine\"}", Map.of()), 409, "not-your-message");
        assertProblem(ann.post(room, "delete-message", "{\"message\":9}", Map.of()), 409, "no-such-message");
        assertThat(ann.post(room, "edit-message", "{\"message\":1,\"text\":\"better\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private long head(String stream) throws Exception {
        return ann.get("/api/streams/" + stream + "/events?after=0")
                .json()
                .path("head")
                .asLong();
    }

    static void assertProblem(HttpReply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(reply.problem()).isEqualTo(code);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().path("title").asText()).isNotBlank();
        assertThat(reply.body()).doesNotContain("Exception").doesNotContain("io.spanwire");
    }

    private static List<HttpReply> concurrently(int times, Callable<HttpReply> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(times, 20));
        try {
            List<HttpReply> replies = new ArrayList<>();
            for (Future<HttpReply> reply : threads.invokeAll(Collections.nCopies(times, request))) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Views over REST: freshness, paging, entity tags and invalid queries. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ViewsIT {
    private final SignedInUser ann;

    ViewsIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @Test
    void viewShowsAcceptedCommandAtOnce() throws Exception {
        String room = Streams.chat();
        for (int number = 1; number <= 10; number++) {
            long version =
                    post(room, "message " + number).json().path("version").asLong();

            JsonNode view = ann.get(view(room)).json();

            assertThat(view.path("version").asLong()).isEqualTo(version);
            assertThat(view.path("rows").path(0).path("text").asText()).isEqualTo("message " + number);
        }
    }

    @Test
    void pagesDoNotOverlap() throws Exception {
        String room = Streams.chat();
        for (int number = 1; number <= 12; number++) {
            post(room, "message " + number);
        }
        List<Long> seen = new ArrayList<>();
        JsonNode page = ann.get(view(room) + "&limit=5").json();
        while (!page.path("rows").isEmpty()) {
            page.path("rows").forEach(row -> seen.add(row.path("message").asLong()));
            if (page.path("next").isNull()) {
                break;
            }
            page = ann.get(view(room) + "&limit=5&page=" + page.path("next").asText())
                    .json();
        }

        assertThat(seen).containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void unchangedViewIs304() throws Exception {
        String room = Streams.chat();
        post(room, "one");
        HttpReply first = ann.get(view(room));

        HttpReply same = ann.get(view(room), Map.of("If-None-Match", first.header("etag")));
        post(room, "two");
        HttpReply changed = ann.get(view(room), Map.of("If-None-Match", first.header("etag")));

        assertThat(first.header("etag")).isNotEmpty();
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isNotEqualTo(first.header("etag"));
    }

    @Test
    void unchangedViewOverManyStreamsIs304() throws Exception {
        String room = Streams.chat();
        post(room, "one");
        HttpReply first = ann.get("/api/views/active-rooms");

        HttpReply same = ann.get("/api/views/active-rooms", Map.of("If-None-Match", first.header("etag")));
        post(room, "two");
        HttpReply changed = ann.get("/api/views/active-rooms", Map.of("If-None-Match", first.header("etag")));

        assertThat(first.body()).contains(room.substring("chat/".length()));
        assertThat(same.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("token").asText())
                .isNotEqualTo(first.json().path("token").asText());
    }

    @Test
    void viewsEntityTagIsValidIfMatch() throws Exception {
        String room = Streams.chat();
        post(room, "one");
        String tag = ann.get(view(room)).header("etag");

        assertThat(ann.post(room, "post-message", "{\"text\":\"two\"}", Map.of("If-Match", tag))
                        .status())
                .isEqualTo(200);
        assertProblem(
                ann.post(room, "post-message", "{\"text\":\"three\"}", Map.of("If-Match", tag)), 412, "stale-version");
    }

    @Test
    void afterCommandWaitsForCommand() throws Exception {
        String room = Streams.chat();
        UUID key = UUID.randomUUID();
        HttpReply pending = ann.post(
                room,
                "post-message",
                "{\"text\":\"async\"}",
                Map.of("Prefer", "respond-async", "Idempotency-Key", key.toString()));

        JsonNode view = ann.get(view(room) + "&after-command=" + key).json();

        assertThat(pending.status()).isEqualTo(202);
        assertThat(view.path("rows").path(0).path("text").asText()).isEqualTo("async");
    }

    @Test
    void minVersionWaitsForVersion() throws Exception {
        String room = Streams.chat();
        ann.post(room, "post-message", "{\"text\":\"one\"}", Map.of("Prefer", "respond-async"));

        JsonNode view = ann.get(view(room) + "&min-version=1").json();

        assertThat(view.path("version").asLong()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void listShowsItems() throws Exception {
        String list = Streams.list();
        send(list, "create-list", "{\"title\":\"Groceries\"}");
        send(list, "add-item", "{\"item\":\"milk\",\"title\":\"Milk\"}");
        send(list, "add-item", "{\"item\":\"eggs\",\"title\":\"Eggs\"}");
        send(list, "complete-item", "{\"item\":\"milk\"}");
        send(list, "rename-item", "{\"item\":\"eggs\",\"title\":\"Ten eggs\"}");

        JsonNode rows = ann.get("/api/views/list-items?list=" + Streams.key(list))
                .json()
                .path("rows");

        assertThat(rows).hasSize(2);
        assertThat(rows.path(0).path("title").asText()).isEqualTo("Milk");
        assertThat(rows.path(0).path("completed").asBoolean()).isTrue();
        assertThat(rows.path(1).path("title").asText()).isEqualTo("Ten eggs");
        assertThat(rows.path(1).path("completed").asBoolean()).isFalse();
    }

    @Test
    void invalidQueriesAreProblems() throws Exception {
        assertProblem(ann.get("/api/views/nothing"), 404, "not-found");
        assertProblem(ann.get("/api/views/room-messages"), 400, "invalid");
        assertProblem(ann.get("/api/views/room-messages?room=a&colour=red"), 400, "invalid");
        assertProblem(ann.get("/api/views/room-messages?room=a&limit=0"), 400, "invalid");
        assertProblem(ann.get("/api/views/room-messages?room=a&page=x"), 400, "invalid");
        assertProblem(ann.get("/api/views/room-messages?room=a&room=b"), 400, "invalid");
        assertProblem(ann.get("/api/views/room-messages?room=a%27%20or%201=1--"), 400, "invalid");
    }

    private static String view(String room) {
        return "/api/views/room-messages?room=" + Streams.key(room);
    }

    private HttpReply post(String room, String text) throws Exception {
        return send(room, "post-message", "{\"text\":\"" + text + "\"}");
    }

    private HttpReply send(String stream, String command, String data) throws Exception {
        HttpReply reply = ann.post(stream, command, data, Map.of());
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply;
    }
}

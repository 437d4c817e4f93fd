package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and malicious input. After each test the server must still accept a valid command. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {
    private final String room = Streams.chat();
    private final SignedInUser ann;

    HostileInputIT(Server server) throws Exception {
        ann = server.signIn("Ann");
    }

    @AfterEach
    void stillServes() throws Exception {
        assertThat(ann.post(room, "post-message", "{\"text\":\"still there\"}", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"text\":",
                "{\"text\":\"a\"} {}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{'text':'a'}",
                "{\"text\":NaN}"
            })
    void malformedBodiesAre400(String body) throws Exception {
        assertProblem(ann.post(room, "post-message", body, Map.of()), 400, "malformed");
    }

    @Test
    void invalidUtf8Is400() throws Exception {
        byte[] bytes = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};

        assertProblem(postBytes(bytes), 400, "malformed");
    }

    @Test
    void randomBytesAre400() throws Exception {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);

        assertProblem(postBytes(bytes), 400, "malformed");
    }

    @Test
    void deepNestingIs400() throws Exception {
        String deep = "{\"text\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        assertProblem(ann.post(room, "post-message", deep, Map.of()), 400, "malformed");
    }

    @Test
    void textThatCannotBeStoredIs400() throws Exception {
        assertProblem(ann.post(room, "post-message", "{\"text\":\"a\\u0000b\"}", Map.of()), 400, "invalid");
        assertProblem(ann.post(room, "post-message", "{\"text\":\"a\\ud800b\"}", Map.of()), 400, "invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table spanwire.event; --",
                "<script>alert(1)</script>",
                "\u202Ereversed\u0007 bell \uD83D\uDE80 rocket \u0001",
                "${jndi:ldap://x}",
                "\\\" } ] \r\n\t"
            })
    void anyOtherTextIsReturnedUnchanged(String text) throws Exception {
        String own = Streams.chat();
        String quoted = TextNode.valueOf(text).toString();

        assertThat(ann.post(own, "post-message", "{\"text\":" + quoted + "}", Map.of())
                        .status())
                .isEqualTo(200);

        HttpReply page = ann.get("/api/streams/" + own + "/events?after=0");
        assertThat(page.json().path("events").path(0).path("data").path("text").asText())
                .isEqualTo(text);
        HttpReply view = ann.get("/api/views/room-messages?room=" + Streams.key(own));
        assertThat(view.json().path("rows").path(0).path("text").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/streams/chat/..%2f..%2fetc/events",
                "/api/streams/chat/%00/events",
                "/api/streams/CHAT/x/events",
                "/api/streams/chat/a%20b/events",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/chat/..%5c..%5cwin.ini",
                "/META-INF/MANIFEST.MF",
                "/io/spanwire/launcher/Spanwire.class"
            })
    void invalidPathsAre4xx(String path) throws Exception {
        assertThat(ann.get(path).status()).isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=x",
                "after=99999999999999999999",
                "limit=0",
                "limit=1001",
                "limit=x",
                "wait=-1",
                "wait=x"
            })
    void invalidQueriesAre400(String query) throws Exception {
        HttpReply reply = ann.get("/api/streams/" + room + "/events?" + query);

        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void invalidHeadersAre400() throws Exception {
        String body = "{\"text\":\"a\"}";

        assertProblem(ann.post(room, "post-message", body, Map.of("Idempotency-Key", "two words")), 400, "malformed");
        assertProblem(ann.post(room, "post-message", body, Map.of("If-Match", "1")), 400, "malformed");
        assertProblem(ann.post(room, "post-message", body, Map.of("If-Match", "W/\"1\"")), 400, "malformed");
        assertProblem(ann.get("/api/commands/not-a-uuid"), 400, "malformed");
    }

    @Test
    void otherMediaTypesAre415() throws Exception {
        HttpReply reply = ann.send(ann.request("/api/streams/" + room + "/post-message")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"text\":\"a\"}")));

        assertProblem(reply, 415, "unsupported-media-type");
    }

    private HttpReply postBytes(byte[] body) throws Exception {
        return ann.send(ann.request("/api/streams/" + room + "/post-message")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }
}

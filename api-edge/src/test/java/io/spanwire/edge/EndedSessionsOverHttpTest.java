package io.spanwire.edge;

import static io.spanwire.edge.TestBrowser.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.edge.TestBrowser.Answer;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two nodes of one installation. */
class EndedSessionsOverHttpTest {
    private static final FakeSessions SESSIONS = new FakeSessions();

    @AutoClose
    private static final TestEdge here = new TestEdge(settings -> settings, SESSIONS);

    @AutoClose
    private static final TestEdge there = new TestEdge(settings -> settings, SESSIONS);

    @Test
    void copiedCookieIsRefusedAtOnce() {
        TestBrowser ann = here.browser().signIn("Ann");
        String copy = ann.cookie();

        Answer out = ann.send("DELETE", "/api/session", null);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("clear-site-data")).isEqualTo("\"cache\", \"storage\"");
        assertThat(here.browser().get("/api/session", "cookie", copy).status()).isEqualTo(401);
    }

    @Test
    void otherNodesRefuseItAndCloseItsSockets() {
        TestBrowser ann = here.browser().signIn("Ann");
        TestBrowser elsewhere = there.browser().as(ann);
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket =
                within(elsewhere.socket(new CompletableFuture<>(), closed, "spanwire.v1", "origin", there.origin()));

        assertThat(elsewhere.get("/api/session").status()).isEqualTo(200);
        ann.send("DELETE", "/api/session", null);

        assertThat(within(closed)).isEqualTo(4001);
        assertThat(elsewhere.get("/api/session").status()).isEqualTo(401);
        socket.abort();
    }

    @Test
    void ownSessionsAreListedAndEnded() {
        TestBrowser ann = here.browser().signIn("Ann");
        JsonNode sessions = ann.get("/api/sessions").json().path("sessions");
        String id = sessions.path(0).path("id").asText();

        assertThat(sessions).hasSize(1);
        assertThat(sessions.path(0).path("current").asBoolean()).isTrue();
        assertThat(here.browser()
                        .signIn("Bob")
                        .send("DELETE", "/api/sessions/" + id, null)
                        .status())
                .isEqualTo(404);
        assertThat(here.browser()
                        .as(ann)
                        .forgetCsrf()
                        .send("DELETE", "/api/sessions/" + id, null)
                        .status())
                .isEqualTo(403);
        assertThat(ann.send("DELETE", "/api/sessions/" + id, null).status()).isEqualTo(204);
        assertThat(ann.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void allSessionsOfACallerEnd() {
        TestBrowser ann = here.browser().signIn("Ann");

        assertThat(ann.send("DELETE", "/api/sessions", null).status()).isEqualTo(204);

        assertThat(ann.get("/api/session").status()).isEqualTo(401);
        Awaitility.await().untilAsserted(() -> assertThat(
                        there.browser().as(ann).get("/api/session").status())
                .isEqualTo(401));
    }

    /** A sign-out that fails must not look like one: the cookie stays. */
    @Test
    void sessionThatCannotBeEndedGoesOn() {
        try (TestEdge alone = new TestEdge(settings -> settings, new FakeSessions())) {
            TestBrowser ann = alone.browser().signIn("Ann");
            alone.sessions.isAway = true;

            Answer out = ann.send("DELETE", "/api/session", null);

            assertThat(out.status()).isEqualTo(503);
            assertThat(out.header("set-cookie")).isEmpty();
            assertThat(ann.get("/api/session").status()).isEqualTo(200);
            assertThat(alone.browser()
                            .post("/api/session", "{\"name\":\"Bob\"}")
                            .status())
                    .isEqualTo(503);
        }
    }
}

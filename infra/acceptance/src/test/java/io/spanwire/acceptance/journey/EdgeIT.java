package io.spanwire.acceptance.journey;

import static io.spanwire.acceptance.journey.CommandIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication, CSRF and origin checks, security headers, and the published contracts. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeIT {
    private final String room = Streams.chat();
    private final SignedInUser ann;
    private final SignedInUser stranger;

    EdgeIT(Server server) throws Exception {
        ann = server.signIn("Ann");
        stranger = new SignedInUser(server.address(), "", "", Map.of());
    }

    /** Skips the test where users carry bearer tokens instead of cookies. */
    private void assumeCookies() {
        assumeThat(ann.credentials()).containsKey("Cookie");
    }

    @Test
    void sessionReturnsCurrentUser() throws Exception {
        assumeCookies();
        JsonNode me = ann.get("/api/session").json();

        assertThat(me.path("name").asText()).isEqualTo("Ann");
        assertThat(me.path("subject").asText()).isEqualTo(ann.subject());
        assertThat(me.path("csrf").asText()).isEqualTo(ann.credentials().get("X-CSRF-Token"));
    }

    @Test
    void cookieIsBoundToHost() throws Exception {
        assumeCookies();
        HttpReply signedIn = stranger.send(stranger.request("/api/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Carl\"}")));

        assertThat(signedIn.header("set-cookie"))
                .startsWith("__Host-")
                .containsIgnoringCase("Secure")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/")
                .doesNotContainIgnoringCase("Domain=");
    }

    @Test
    void signOutDeletesCookie(Server server) throws Exception {
        assumeCookies();
        SignedInUser guest = server.signIn("Guest");

        HttpReply out = guest.send(guest.request("/api/session").DELETE());

        assertThat(out.status()).isIn(200, 204);
        assertThat(out.header("set-cookie")).contains("__Host-").containsIgnoringCase("Max-Age=0");
    }

    @Test
    void requestsWithoutCredentialsAre401() throws Exception {
        assertProblem(stranger.get("/api/session"), 401, "unauthenticated");
        assertProblem(stranger.post(room, "post-message", "{\"text\":\"a\"}", Map.of()), 401, "unauthenticated");
        assertProblem(stranger.get("/api/streams/" + room + "/events"), 401, "unauthenticated");
        assertProblem(stranger.get("/api/views/room-messages?room=a"), 401, "unauthenticated");
    }

    @Test
    void forgedCookiesAre401() throws Exception {
        assumeCookies();
        String cookie = ann.credentials().getOrDefault("Cookie", "");
        SignedInUser forged = with("Cookie", cookie.substring(0, cookie.length() - 3) + "abc");

        assertProblem(forged.get("/api/session"), 401, "unauthenticated");
    }

    @Test
    void requestsWithoutCsrfTokenAre403() throws Exception {
        assumeCookies();
        Map<String, String> cookieOnly = new LinkedHashMap<>(ann.credentials());
        cookieOnly.remove("X-CSRF-Token");
        SignedInUser withoutToken = new SignedInUser(ann.address(), ann.subject(), ann.name(), cookieOnly);

        assertProblem(withoutToken.post(room, "post-message", "{\"text\":\"a\"}", Map.of()), 403, "csrf");
        assertProblem(
                with("X-CSRF-Token", "wrong").post(room, "post-message", "{\"text\":\"a\"}", Map.of()), 403, "csrf");
    }

    @Test
    void requestsFromOtherOriginsAre403() throws Exception {
        HttpReply reply = ann.post(room, "post-message", "{\"text\":\"a\"}", Map.of("Origin", "https://evil.example"));

        assertProblem(reply, 403, "forbidden");
        assertThat(reply.header("access-control-allow-origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/chat/",
                "/lists/",
                "/api",
                "/openapi.json",
                "/pages.json",
                "/nothing",
                "/api/nothing",
                "/api/session"
            })
    void everyResponseHasSecurityHeaders(String path) throws Exception {
        HttpReply reply = stranger.get(path);

        assertThat(reply.header("content-security-policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("strict-transport-security")).contains("max-age=31536000");
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(reply.header("cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(reply.header("cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(reply.header("server")).isEmpty();
    }

    @Test
    void errorsHaveSecurityHeaders() throws Exception {
        for (HttpReply reply : List.of(
                ann.post(room, "post-message", "{", Map.of()),
                ann.post(room, "post-message", "{\"text\":\"" + "a".repeat(70_000) + "\"}", Map.of()),
                ann.send(ann.request("/api/session").method("PATCH", BodyPublishers.noBody())))) {
            assertThat(reply.status()).isBetween(400, 413);
            assertThat(reply.header("content-security-policy")).contains("default-src 'none'");
            assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "malformed",
                "invalid",
                "unauthenticated",
                "forbidden",
                "csrf",
                "not-found",
                "unknown-command",
                "unknown-stream-type",
                "stale-version",
                "too-large",
                "unsupported-media-type",
                "key-reused",
                "too-many-requests",
                "unavailable",
                "other-epoch",
                "already-subscribed",
                "queue-full",
                "dropped",
                "stream-closed",
                "no-such-item",
                "not-your-message"
            })
    void everyProblemHasPage(String code) throws Exception {
        HttpReply page = stranger.get("/problems/" + code);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body()).contains(code);
    }

    @Test
    void contractsParseAndListDomains() throws Exception {
        JsonNode openApi = stranger.get("/openapi.json").json();
        JsonNode asyncApi = stranger.get("/asyncapi.json").json();

        assertThat(openApi.path("openapi").asText()).startsWith("3.1");
        assertThat(openApi.path("paths").size()).isGreaterThan(10);
        assertThat(openApi.toString())
                .contains("post-message")
                .contains("room-messages")
                .contains("complete-item");
        assertThat(asyncApi.path("asyncapi").asText()).startsWith("3.");
        assertThat(asyncApi.toString()).contains("post-message").contains("caught-up");
    }

    @Test
    void referencesInContractsResolve() throws Exception {
        for (String contract : List.of("/openapi.json", "/asyncapi.json")) {
            JsonNode document = stranger.get(contract).json();
            for (JsonNode reference : document.findValues("$ref")) {
                assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                        .as("%s in %s", reference, contract)
                        .isFalse();
            }
        }
    }

    @Test
    void pagesHaveEntityTags() throws Exception {
        HttpReply page = stranger.get("/chat/");
        HttpReply again = stranger.get("/chat/", Map.of("If-None-Match", page.header("etag")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("etag")).isNotEmpty();
        assertThat(again.status()).isEqualTo(304);
        assertThat(page.header("cache-control")).doesNotContain("immutable");
    }

    @Test
    void wrongMethodIs405WithAllowHeader() throws Exception {
        HttpReply reply = ann.send(ann.request("/api/session").method("PATCH", BodyPublishers.noBody()));

        assertProblem(reply, 405, "method-not-allowed");
        assertThat(reply.header("allow")).contains("GET").contains("POST").contains("DELETE");
    }

    private SignedInUser with(String header, String value) {
        Map<String, String> credentials = new LinkedHashMap<>(ann.credentials());
        credentials.put(header, value);
        return new SignedInUser(ann.address(), ann.subject(), ann.name(), credentials);
    }
}

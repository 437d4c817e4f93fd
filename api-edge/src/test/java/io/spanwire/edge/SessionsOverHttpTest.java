package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.security.RateLimit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SessionsOverHttpTest {
    private static final String WRITE = "/api/streams/note/sessions/write-note";
    private static final String BODY = "{\"text\":\"a\"}";

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    @Test
    void signInSetsAHttpOnlyCookie() {
        Answer answer = edge.browser().post("/api/session", "{\"name\":\"Ann\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("subject", "name", "method", "roles", "expires", "csrf", "refresh");
        assertThat(answer.header("set-cookie"))
                .startsWith("__Host-spanwire=")
                .contains("Path=/", "Secure", "SameSite=Strict", "Max-Age=43200")
                .containsIgnoringCase("HttpOnly")
                .doesNotContain("Domain");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void whoAmIRepeatsTheCsrfToken() {
        TestBrowser ann = edge.browser().signIn("Ann");

        assertThat(ann.get("/api/session").json().path("csrf").asText()).isEqualTo(ann.csrf());
        assertThat(edge.browser().get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void cookieWithoutCsrfTokenIsRefused() {
        TestBrowser ann = edge.browser().signIn("Ann");

        assertThat(ann.post(WRITE, BODY).status()).isEqualTo(200);
        assertThat(ann.post(WRITE, BODY, "x-csrf-token", "guess").code()).isEqualTo("csrf");
        assertThat(ann.forgetCsrf().post(WRITE, BODY).status()).isEqualTo(403);
    }

    @Test
    void parallelRequestsShareOneCsrfToken() {
        TestBrowser ann = edge.browser().signIn("Ann");
        List<CompletableFuture<Integer>> posts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            posts.add(CompletableFuture.supplyAsync(() -> ann.post(WRITE, BODY).status()));
        }

        assertThat(posts.stream().map(CompletableFuture::join)).containsOnly(200);
    }

    @Test
    void sessionIsNoBearerToken() {
        TestBrowser ann = edge.browser().signIn("Ann");
        String token = ann.cookie().split("=", 2)[1];

        Answer answer = edge.browser().get("/api/session", "authorization", "Bearer " + token);

        assertThat(ann.get("/api/session").status()).isEqualTo(200);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(edge.browser().get("/api/session").header("www-authenticate"))
                .isEqualTo("Bearer");
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        TestBrowser ann = edge.browser().signIn("Ann");

        assertThat(ann.post(WRITE, BODY, "origin", edge.origin()).status()).isEqualTo(200);
        assertThat(ann.post(WRITE, BODY, "origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(ann.post(WRITE, BODY, "origin", "null").status()).isEqualTo(403);
        assertThat(edge.browser()
                        .post("/api/session", "{\"name\":\"Ann\"}", "origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(ann.get("/api/session", "origin", "https://evil.example").headers())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void signOutRemovesTheCookie() {
        TestBrowser ann = edge.browser().signIn("Ann");

        Answer out = ann.send("DELETE", "/api/session", null);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie")).contains("Max-Age=0");
        assertThat(edge.browser().send("DELETE", "/api/session", null).status()).isEqualTo(204);
        assertThat(ann.get("/api/session").status()).isEqualTo(401);
        assertThat(edge.browser()
                        .signIn("Bob")
                        .forgetCsrf()
                        .send("DELETE", "/api/session", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void namesAreChecked() {
        TestBrowser guest = edge.browser();

        assertThat(guest.post("/api/session", "{\"name\":\" \"}")
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/name");
        assertThat(guest.post("/api/session", "{\"name\":\"" + "x".repeat(65) + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(guest.post("/api/session", "{\"name\":\"a\",\"admin\":true}").status())
                .isEqualTo(400);
        assertThat(guest.post("/api/session", "[]").status()).isEqualTo(400);
    }

    @Test
    void ratesAreLimitedWithRetryAfter() {
        LimitSettings few = TestLimits.with(
                LimitSettings.defaults(),
                new LimitSettings.Rates(new Rate(1, 1, Duration.ofHours(1)), new Rate(2, 1, Duration.ofHours(1))));
        try (TestEdge strict = new TestEdge(settings -> TestEdge.with(few))) {
            TestBrowser ann = strict.browser().signIn("Ann");

            Answer again = strict.browser().post("/api/session", "{\"name\":\"Ann\"}");
            ann.post(WRITE, BODY);
            ann.post(WRITE, BODY);
            Answer third = ann.post(WRITE, BODY);

            assertThat(again.status()).isEqualTo(429);
            assertThat(Long.parseLong(again.header("retry-after"))).isBetween(3_000L, 3_601L);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("retry-after")).isNotEmpty();
        }
    }

    @Test
    void guestSignInCanBeDisabled() {
        try (TestEdge closed = new TestEdge(settings -> TestEdge.with(IdentitySettings.NONE, false))) {
            assertThat(closed.browser()
                            .post("/api/session", "{\"name\":\"Ann\"}")
                            .status())
                    .isEqualTo(403);
        }
    }
}

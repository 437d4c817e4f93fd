package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.spanwire.edge.TestBrowser.Answer;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-out of a browser, here or at the OpenID Connect provider, which runs in this process. */
class ProviderSignOutOverHttpTest {
    private static final String NOTICES = "/api/session/oidc/logout";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static TestProvider provider;

    @BeforeAll
    static void open() {
        provider = new TestProvider();
    }

    @AfterAll
    static void close() {
        provider.close();
    }

    @Test
    void signOutLeadsToTheProvider() {
        Answer done = provider.signIn("u-leaver", Map.of());
        String cookies =
                TestProvider.cookie(done, "__Host-spanwire") + "; " + TestProvider.cookie(done, "__Secure-spanwire-id");
        String csrf = provider.edge()
                .browser()
                .get("/api/session", "cookie", cookies)
                .json()
                .path("csrf")
                .asText();

        Answer out =
                provider.edge().browser().send("DELETE", "/api/session", null, "cookie", cookies, "x-csrf-token", csrf);

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.json().path("next").asText())
                .startsWith(provider.issuer() + "/endsession?")
                .contains("id_token_hint=ey", "post_logout_redirect_uri=")
                .contains("client_id=" + TestProvider.CLIENT);
        assertThat(provider.edge()
                        .browser()
                        .get("/api/session", "cookie", cookies)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void backChannelLogoutEndsSessionsAndSockets() {
        String ann = TestProvider.cookie(provider.signIn("u-out", Map.of("sid", "sid-1")), "__Host-spanwire");
        String other = TestProvider.cookie(provider.signIn("u-out", Map.of("sid", "sid-2")), "__Host-spanwire");
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = TestBrowser.within(provider.edge()
                .browser()
                .socket(
                        new CompletableFuture<>(),
                        closed,
                        "spanwire.v1",
                        "cookie",
                        ann,
                        "origin",
                        provider.edge().origin()));

        Answer answer = notify(Map.of("sid", "sid-1", "events", Map.of(EVENT, Map.of()), "jti", "l-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(provider.edge().browser().get("/api/session", "cookie", ann).status())
                .isEqualTo(401);
        assertThat(provider.edge()
                        .browser()
                        .get("/api/session", "cookie", other)
                        .status())
                .isEqualTo(200);
        assertThat(TestBrowser.within(closed)).isEqualTo(4001);
        socket.abort();

        assertThat(notify(Map.of("sub", "u-out", "events", Map.of(EVENT, Map.of()), "jti", "l-2"))
                        .status())
                .isEqualTo(200);
        assertThat(provider.edge()
                        .browser()
                        .get("/api/session", "cookie", other)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void invalidNoticesAreRefused() {
        String stays = TestProvider.cookie(provider.signIn("u-stays", Map.of("sid", "sid-9")), "__Host-spanwire");
        Map<String, Object> events = Map.of(EVENT, Map.of());

        assertThat(notify(Map.of("sid", "sid-9", "jti", "l-1")).status()).isEqualTo(400);
        assertThat(notify(Map.of("sid", "sid-9", "jti", "l-1", "events", Map.of("other", Map.of())))
                        .status())
                .isEqualTo(400);
        assertThat(notify(Map.of("sid", "sid-9", "jti", "l-1", "events", events, "nonce", "n"))
                        .status())
                .isEqualTo(400);
        assertThat(notify(Map.of("jti", "l-1", "events", events)).status()).isEqualTo(400);
        assertThat(notify(Map.of("sid", "sid-9", "jti", "l-1", "events", events, "aud", "another"))
                        .status())
                .isEqualTo(400);
        assertThat(post("logout_token=a.b.c").status()).isEqualTo(400);
        assertThat(post("").status()).isEqualTo(400);
        assertThat(provider.edge().browser().post(NOTICES, "{}").status()).isEqualTo(415);
        assertThat(provider.edge()
                        .browser()
                        .get("/api/session", "cookie", stays)
                        .status())
                .isEqualTo(200);
    }

    private static Answer notify(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("aud", TestProvider.CLIENT));
        all.putAll(claims);
        SignedJWT token = provider.token(all);
        return post("logout_token=" + token.serialize());
    }

    private static Answer post(String form) {
        return provider.edge().browser().post(NOTICES, form, "content-type", "application/x-www-form-urlencoded");
    }
}

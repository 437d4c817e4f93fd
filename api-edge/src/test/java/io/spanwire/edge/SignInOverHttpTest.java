package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.bearer.CallerClaims;
import io.spanwire.edge.oidc.OidcSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-in of a browser at an OpenID Connect provider, which runs in this process. */
class SignInOverHttpTest {
    private static final String ISSUER = "default";
    private static final String CLIENT = "spanwire-client";
    private static final String START = "/api/session/oidc";
    private static final String NOTICES = "/api/session/oidc/logout";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static TestEdge edge;

    @BeforeAll
    static void open() {
        PROVIDER.start();
        edge = new TestEdge(settings -> TestEdge.with(identity(issuer()), false));
    }

    @AfterAll
    static void close() {
        edge.close();
        PROVIDER.shutdown();
    }

    private static URI issuer() {
        return PROVIDER.issuerUrl(ISSUER).uri();
    }

    private static IdentitySettings identity(URI issuer) {
        return new IdentitySettings(
                Optional.empty(),
                Optional.of(new OidcSettings(
                        issuer,
                        CLIENT,
                        Optional.of("secret"),
                        List.of("openid", "profile"),
                        "Example",
                        new CallerClaims("name", "groups", Map.of("staff", "editor")))),
                Optional.empty());
    }

    /** What the edge knows and asks of a sign-in that has begun. */
    private record Begun(String cookie, String location) {}

    private static Begun begin(String to) {
        Answer answer = edge.browser().get(START + "?return=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(302);
        return new Begun(cookie(answer, "__Host-spanwire-sign-in"), answer.header("location"));
    }

    /** What the provider redirects to. */
    private static String authorized(String location) {
        Answer answer = edge.browser().get(location);
        assertThat(answer.status()).isEqualTo(302);
        return answer.header("location");
    }

    private static Answer comeBack(String callback, String cookie) {
        return edge.browser().get(callback, "cookie", cookie);
    }

    private static void nextUser(String subject, Map<String, Object> claims) {
        PROVIDER.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, 3_600));
    }

    private static Answer signIn(String subject, Map<String, Object> claims) {
        nextUser(subject, claims);
        Begun begun = begin("/notes/?a=b");
        return comeBack(authorized(begun.location()), begun.cookie());
    }

    @Test
    void methodsNameTheProvider() {
        assertThat(edge.browser().get("/api/session/methods").body())
                .isEqualTo("{\"guest\":false,\"provider\":{\"name\":\"Example\",\"start\":\"/api/session/oidc\"}}");
    }

    @Test
    void browserSignsIn() {
        Begun begun = begin("/notes/");

        assertThat(begun.location())
                .startsWith(issuer() + "/authorize?")
                .contains("response_type=code", "code_challenge_method=S256", "client_id=" + CLIENT)
                .contains("redirect_uri="
                        + URLEncoder.encode(edge.origin() + START + "/callback", StandardCharsets.UTF_8));

        Answer done = signIn("u-ann", Map.of("name", "Ann\u200B Lee", "groups", List.of("staff", "other")));
        Answer session = edge.browser().get("/api/session", "cookie", cookie(done, "__Host-spanwire"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("content=\"0;url=/notes/?a=b\"");
        assertThat(done.header("set-cookie")).contains("SameSite=Strict", "__Secure-spanwire-id=");
        assertThat(session.json().path("subject").asText()).isEqualTo("u-ann");
        assertThat(session.json().path("name").asText()).isEqualTo("Ann Lee");
        assertThat(session.json().path("method").asText()).isEqualTo("provider");
        assertThat(session.json().path("roles").toString()).isEqualTo("[\"editor\"]");
        assertThat(session.json().path("csrf").asText()).isNotEmpty();
    }

    @Test
    void cookieOfTheAttemptIsLaxAndShort() {
        Answer answer = edge.browser().get(START);

        assertThat(answer.header("set-cookie"))
                .startsWith("__Host-spanwire-sign-in=")
                .contains("Path=/", "Secure", "SameSite=Lax", "Max-Age=600")
                .containsIgnoringCase("HttpOnly");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void otherStateIsRefused() {
        Begun begun = begin("/");
        String callback = authorized(begun.location());

        refused(comeBack(callback.replaceAll("state=[^&]+", "state=other"), begun.cookie()));
        refused(comeBack(callback.replaceAll("[?&]state=[^&]+", ""), begun.cookie()));
    }

    @Test
    void callbackInAnotherBrowserIsRefused() {
        String stolen = authorized(begin("/").location());

        refused(edge.browser().get(stolen));
        refused(comeBack(stolen, begin("/").cookie()));
        refused(comeBack(stolen, "__Host-spanwire-sign-in=forged"));
    }

    @Test
    void codeIsGoodOnce() {
        Begun begun = begin("/");
        String callback = authorized(begun.location());

        assertThat(comeBack(callback, begun.cookie()).status()).isEqualTo(200);
        refused(comeBack(callback, begun.cookie()));
    }

    @Test
    void idTokenWithAnotherNonceIsRefused() {
        Begun begun = begin("/");

        refused(comeBack(authorized(begun.location().replaceAll("nonce=[^&]+", "nonce=other")), begun.cookie()));
    }

    @Test
    void codeWithAnotherChallengeIsRefused() {
        Begun begun = begin("/");
        String other = parameter(begin("/").location(), "code_challenge");

        refused(comeBack(
                authorized(begun.location().replaceAll("code_challenge=[^&]+", "code_challenge=" + other)),
                begun.cookie()));
    }

    @Test
    void answerOfAnotherIssuerAndErrorsAreRefused() {
        Begun begun = begin("/");
        String state = parameter(begun.location(), "state");

        refused(comeBack(authorized(begun.location()) + "&iss=https%3A%2F%2Fevil.example", begun.cookie()));
        refused(comeBack(START + "/callback?state=" + state + "&error=access_denied", begun.cookie()));
        refused(comeBack(START + "/callback?state=" + state, begun.cookie()));
    }

    @Test
    void reservedSubjectIsRefused() {
        refused(signIn("guest-1", Map.of()));
    }

    @Test
    void returnPathIsLocal() {
        for (String elsewhere : List.of(
                "https://evil.example", "//evil.example", "/\\evil.example", "/a\"b", "javascript:alert(1)", "/\n/x")) {
            nextUser("u-1", Map.of());
            Begun begun = begin(elsewhere);

            assertThat(comeBack(authorized(begun.location()), begun.cookie()).body())
                    .contains("content=\"0;url=/\"");
        }
    }

    @Test
    void signOutLeadsToTheProvider() {
        Answer done = signIn("u-leaver", Map.of());
        String cookies = cookie(done, "__Host-spanwire") + "; " + cookie(done, "__Secure-spanwire-id");
        String csrf = edge.browser()
                .get("/api/session", "cookie", cookies)
                .json()
                .path("csrf")
                .asText();

        Answer out = edge.browser().send("DELETE", "/api/session", null, "cookie", cookies, "x-csrf-token", csrf);

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.json().path("next").asText())
                .startsWith(issuer() + "/endsession?")
                .contains("id_token_hint=ey", "post_logout_redirect_uri=")
                .contains("client_id=" + CLIENT);
        assertThat(edge.browser().get("/api/session", "cookie", cookies).status())
                .isEqualTo(401);
    }

    @Test
    void backChannelLogoutEndsSessionsAndSockets() {
        String ann = cookie(signIn("u-out", Map.of("sid", "sid-1")), "__Host-spanwire");
        String other = cookie(signIn("u-out", Map.of("sid", "sid-2")), "__Host-spanwire");
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = TestBrowser.within(edge.browser()
                .socket(new CompletableFuture<>(), closed, "spanwire.v1", "cookie", ann, "origin", edge.origin()));

        Answer answer = notify(Map.of("sid", "sid-1", "events", Map.of(EVENT, Map.of()), "jti", "l-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(edge.browser().get("/api/session", "cookie", ann).status()).isEqualTo(401);
        assertThat(edge.browser().get("/api/session", "cookie", other).status()).isEqualTo(200);
        assertThat(TestBrowser.within(closed)).isEqualTo(4001);
        socket.abort();

        assertThat(notify(Map.of("sub", "u-out", "events", Map.of(EVENT, Map.of()), "jti", "l-2"))
                        .status())
                .isEqualTo(200);
        assertThat(edge.browser().get("/api/session", "cookie", other).status()).isEqualTo(401);
    }

    @Test
    void invalidNoticesAreRefused() {
        String stays = cookie(signIn("u-stays", Map.of("sid", "sid-9")), "__Host-spanwire");
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
        assertThat(edge.browser().post(NOTICES, "{}").status()).isEqualTo(415);
        assertThat(edge.browser().get("/api/session", "cookie", stays).status()).isEqualTo(200);
    }

    @Test
    void missingProviderStopsOnlySignIns() {
        IdentitySettings nowhere = identity(URI.create("http://localhost:1/none"));
        try (TestEdge lonely = new TestEdge(settings -> TestEdge.with(nowhere, true))) {
            Answer start = lonely.browser().get(START);
            Answer ready = lonely.browser().get("http://localhost:" + lonely.managementPort() + "/health/ready");

            assertThat(start.status()).isEqualTo(503);
            assertThat(start.header("retry-after")).isNotEmpty();
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().at("/details/identity-provider").asText()).startsWith("down: ");
            assertThat(lonely.browser().signIn("Ann").get("/api/session").status())
                    .isEqualTo(200);
        }
    }

    private static Answer notify(Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("aud", CLIENT));
        all.putAll(claims);
        SignedJWT token = PROVIDER.anyToken(PROVIDER.issuerUrl(ISSUER), all, Duration.ofMinutes(2));
        return post("logout_token=" + token.serialize());
    }

    private static Answer post(String form) {
        return edge.browser().post(NOTICES, form, "content-type", "application/x-www-form-urlencoded");
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.header("set-cookie")).doesNotContain("__Host-spanwire=");
    }

    private static String parameter(String address, String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
        assertThat(matcher.find()).isTrue();
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }

    /** The {@code name=value} of a cookie that was set. */
    private static String cookie(Answer answer, String name) {
        Matcher matcher =
                Pattern.compile("(?:^|, )(" + Pattern.quote(name) + "=[^;]+)").matcher(answer.header("set-cookie"));
        assertThat(matcher.find()).as(answer.toString()).isTrue();
        return matcher.group(1);
    }
}

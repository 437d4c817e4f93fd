package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-in of a browser at an OpenID Connect provider, which runs in this process. */
class SignInOverHttpTest {
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
    void methodsNameTheProvider() {
        assertThat(provider.edge().browser().get("/api/session/methods").body())
                .isEqualTo("{\"guest\":false,\"provider\":{\"name\":\"Example\",\"start\":\"/api/session/oidc\"}}");
    }

    @Test
    void browserSignsIn() {
        TestProvider.Begun begun = provider.begin("/notes/");

        assertThat(begun.location())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("response_type=code", "code_challenge_method=S256", "client_id=" + TestProvider.CLIENT)
                .contains("redirect_uri="
                        + URLEncoder.encode(
                                provider.edge().origin() + TestProvider.START + "/callback", StandardCharsets.UTF_8));

        Answer done = provider.signIn("u-ann", Map.of("name", "Ann\u200B Lee", "groups", List.of("staff", "other")));
        Answer session =
                provider.edge().browser().get("/api/session", "cookie", TestProvider.cookie(done, "__Host-spanwire"));

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
        Answer answer = provider.edge().browser().get(TestProvider.START);

        assertThat(answer.header("set-cookie"))
                .startsWith("__Host-spanwire-sign-in=")
                .contains("Path=/", "Secure", "SameSite=Lax", "Max-Age=600")
                .containsIgnoringCase("HttpOnly");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void otherStateIsRefused() {
        TestProvider.Begun begun = provider.begin("/");
        String callback = provider.authorized(begun.location());

        refused(provider.comeBack(callback.replaceAll("state=[^&]+", "state=other"), begun.cookie()));
        refused(provider.comeBack(callback.replaceAll("[?&]state=[^&]+", ""), begun.cookie()));
    }

    @Test
    void callbackInAnotherBrowserIsRefused() {
        String stolen = provider.authorized(provider.begin("/").location());

        refused(provider.edge().browser().get(stolen));
        refused(provider.comeBack(stolen, provider.begin("/").cookie()));
        refused(provider.comeBack(stolen, "__Host-spanwire-sign-in=forged"));
    }

    @Test
    void codeIsGoodOnce() {
        TestProvider.Begun begun = provider.begin("/");
        String callback = provider.authorized(begun.location());

        assertThat(provider.comeBack(callback, begun.cookie()).status()).isEqualTo(200);
        refused(provider.comeBack(callback, begun.cookie()));
    }

    @Test
    void idTokenWithAnotherNonceIsRefused() {
        TestProvider.Begun begun = provider.begin("/");

        refused(provider.comeBack(
                provider.authorized(begun.location().replaceAll("nonce=[^&]+", "nonce=other")), begun.cookie()));
    }

    @Test
    void codeWithAnotherChallengeIsRefused() {
        TestProvider.Begun begun = provider.begin("/");
        String other = parameter(provider.begin("/").location(), "code_challenge");

        refused(provider.comeBack(
                provider.authorized(begun.location().replaceAll("code_challenge=[^&]+", "code_challenge=" + other)),
                begun.cookie()));
    }

    @Test
    void answerOfAnotherIssuerAndErrorsAreRefused() {
        TestProvider.Begun begun = provider.begin("/");
        String state = parameter(begun.location(), "state");

        refused(provider.comeBack(
                provider.authorized(begun.location()) + "&iss=https%3A%2F%2Fevil.example", begun.cookie()));
        refused(provider.comeBack(
                TestProvider.START + "/callback?state=" + state + "&error=access_denied", begun.cookie()));
        refused(provider.comeBack(TestProvider.START + "/callback?state=" + state, begun.cookie()));
    }

    @Test
    void reservedSubjectIsRefused() {
        refused(provider.signIn("guest-1", Map.of()));
    }

    @Test
    void returnPathIsLocal() {
        for (String elsewhere : List.of(
                "https://evil.example", "//evil.example", "/\\evil.example", "/a\"b", "javascript:alert(1)", "/\n/x")) {
            provider.nextUser("u-1", Map.of());
            TestProvider.Begun begun = provider.begin(elsewhere);

            assertThat(provider.comeBack(provider.authorized(begun.location()), begun.cookie())
                            .body())
                    .contains("content=\"0;url=/\"");
        }
    }

    @Test
    void missingProviderStopsOnlySignIns() {
        IdentitySettings nowhere = TestProvider.identity(URI.create("http://localhost:1/none"));
        try (TestEdge lonely = new TestEdge(settings -> TestEdge.with(nowhere, true))) {
            Answer start = lonely.browser().get(TestProvider.START);
            Answer ready = lonely.browser().get("http://localhost:" + lonely.managementPort() + "/health/ready");

            assertThat(start.status()).isEqualTo(503);
            assertThat(start.header("retry-after")).isNotEmpty();
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().at("/details/identity-provider").asText()).startsWith("down: ");
            assertThat(lonely.browser().signIn("Ann").get("/api/session").status())
                    .isEqualTo(200);
        }
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
}

package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.bearer.CallerClaims;
import io.spanwire.edge.oidc.OidcSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** An OpenID Connect provider in this process, an edge that trusts it, and the steps of a browser that signs in there. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "spanwire-client";
    static final String START = "/api/session/oidc";

    private static final String ISSUER = "default";

    private final MockOAuth2Server server = new MockOAuth2Server();
    private final TestEdge edge;

    TestProvider() {
        server.start();
        edge = new TestEdge(settings -> TestEdge.with(identity(issuer()), false));
    }

    @Override
    public void close() {
        edge.close();
        server.shutdown();
    }

    TestEdge edge() {
        return edge;
    }

    URI issuer() {
        return server.issuerUrl(ISSUER).uri();
    }

    /** A token of the provider with these claims. */
    SignedJWT token(Map<String, Object> claims) {
        return server.anyToken(server.issuerUrl(ISSUER), claims, Duration.ofMinutes(2));
    }

    /** The settings of an edge whose browsers sign in there. */
    static IdentitySettings identity(URI issuer) {
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
    record Begun(String cookie, String location) {}

    Begun begin(String to) {
        Answer answer = edge.browser().get(START + "?return=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(302);
        return new Begun(cookie(answer, "__Host-spanwire-sign-in"), answer.header("location"));
    }

    /** What the provider redirects to. */
    String authorized(String location) {
        Answer answer = edge.browser().get(location);
        assertThat(answer.status()).isEqualTo(302);
        return answer.header("location");
    }

    Answer comeBack(String callback, String cookie) {
        return edge.browser().get(callback, "cookie", cookie);
    }

    void nextUser(String subject, Map<String, Object> claims) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, 3_600));
    }

    Answer signIn(String subject, Map<String, Object> claims) {
        nextUser(subject, claims);
        Begun begun = begin("/notes/?a=b");
        return comeBack(authorized(begun.location()), begun.cookie());
    }

    /** The {@code name=value} of a cookie that was set. */
    static String cookie(Answer answer, String name) {
        Matcher matcher =
                Pattern.compile("(?:^|, )(" + Pattern.quote(name) + "=[^;]+)").matcher(answer.header("set-cookie"));
        assertThat(matcher.find()).as(answer.toString()).isTrue();
        return matcher.group(1);
    }
}

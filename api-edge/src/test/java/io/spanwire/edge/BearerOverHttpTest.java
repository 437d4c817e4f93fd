package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.bearer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BearerOverHttpTest {
    private static final String WRITE = "/api/streams/note/bearer/write-note";
    private static final String BODY = "{\"text\":\"a\"}";
    private static final TestIssuer ISSUER = new TestIssuer("key-1");

    private static TestEdge edge;

    @BeforeAll
    static void open() {
        IdentitySettings identity =
                new IdentitySettings(Optional.of(ISSUER.settings()), Optional.empty(), Optional.empty());
        edge = new TestEdge(settings -> TestEdge.with(identity, false));
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @Test
    void bearerNeedsNoCsrfToken() {
        String token = ISSUER.token("u-1");

        assertThat(write(token).status()).isEqualTo(200);
        assertThat(write(token).status()).isEqualTo(200);
        assertThat(me(token).json().path("subject").asText()).isEqualTo("u-1");
        assertThat(me(token).json().path("method").asText()).isEqualTo("bearer");
        assertThat(me(token).json().has("csrf")).isFalse();
        assertThat(me(token).json().has("refresh")).isFalse();
    }

    @Test
    void refusalTellsNoReason() {
        String late = ISSUER.token(Instant.now().minus(Duration.ofHours(2)), claims -> claims);
        String foreign = ISSUER.token(Instant.now(), claims -> claims.audience("another"));

        for (String token : new String[] {late, foreign, "nonsense"}) {
            Answer answer = write(token);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
            assertThat(answer.body()).isEqualTo(write("nonsense").body());
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void bearerTokenIsNoCookie() {
        assertThat(edge.browser()
                        .get("/api/session", "cookie", "__Host-spanwire=" + ISSUER.token("u-1"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void tokensOfEightKilobytesAreAccepted() {
        String large = ISSUER.token(Instant.now(), claims -> claims.claim("groups", "g".repeat(5_600)));
        String tooLarge = ISSUER.token(Instant.now(), claims -> claims.claim("groups", "g".repeat(6_000)));

        assertThat(large).hasSizeBetween(7_900, 8_192);
        assertThat(me(large).status()).isEqualTo(200);
        assertThat(me(tooLarge).status()).isEqualTo(401);
    }

    private static Answer me(String token) {
        return edge.browser().get("/api/session", "authorization", "Bearer " + token);
    }

    private static Answer write(String token) {
        return edge.browser().post(WRITE, BODY, "authorization", "Bearer " + token);
    }
}

package io.spanwire.edge.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.spanwire.edge.security.AuthenticatedSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys at an address: their rotation, and an address that stops answering. */
class AccessTokensTest {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final TestIssuer FIRST = new TestIssuer("key-1");
    private static final TestIssuer SECOND = new TestIssuer("key-2");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String keys = keys(FIRST);
    private final HttpServer server = get(vertx.createHttpServer()
            .requestHandler(request -> {
                requests.incrementAndGet();
                if (request.path().equals("/moved")) {
                    request.response()
                            .setStatusCode(302)
                            .putHeader("location", "/keys")
                            .end();
                } else if (keys.isEmpty()) {
                    request.response().setStatusCode(500).end();
                } else {
                    request.response().end(keys);
                }
            })
            .listen(0, "localhost"));
    private final AccessTokenRules rules = AccessTokenRules.of(
            FIRST.settings(),
            IssuerKeys.at(URI.create("http://localhost:" + server.actualPort() + "/keys"), INTERVAL),
            Clock.systemUTC());

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void newKeyIsFetchedWhenATokenNamesIt() throws Exception {
        assertThat(subject(FIRST)).isEqualTo("u-1");

        keys = keys(FIRST, SECOND);

        await().untilAsserted(() -> assertThat(subject(SECOND)).isEqualTo("u-1"));
        assertThat(subject(FIRST)).isEqualTo("u-1");
    }

    @Test
    void redirectsAreNotFollowed() {
        AccessTokenRules moved = AccessTokenRules.of(
                FIRST.settings(),
                IssuerKeys.at(URI.create("http://localhost:" + server.actualPort() + "/moved"), INTERVAL),
                Clock.systemUTC());

        assertThatThrownBy(() -> moved.check(FIRST.token("u-1"))).isInstanceOf(KeysUnavailable.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void keysAreKeptWhileTheIssuerDoesNotAnswer() throws Exception {
        assertThat(subject(FIRST)).isEqualTo("u-1");
        keys = "";

        assertThatThrownBy(() -> subject(SECOND)).isInstanceOfAny(TokenRefused.class, KeysUnavailable.class);

        assertThat(subject(FIRST)).isEqualTo("u-1");
    }

    @Test
    void keysThatWereNeverFetchedAreUnavailable() {
        keys = "";

        assertThatThrownBy(() -> subject(FIRST)).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void unknownKeysDoNotCauseARequestEach() throws Exception {
        assertThat(subject(FIRST)).isEqualTo("u-1");

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> subject(SECOND)).isInstanceOf(TokenRefused.class);
        }

        assertThat(requests.get()).isLessThan(10);
    }

    private String subject(TestIssuer issuer) throws TokenRefused, KeysUnavailable {
        AuthenticatedSession session = rules.check(issuer.token("u-1"));
        return session.caller().subject();
    }

    private static String keys(TestIssuer... issuers) {
        return new JWKSet(List.of(issuers).stream()
                        .map(issuer -> (JWK) issuer.key().toPublicJWK())
                        .toList())
                .toString();
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}

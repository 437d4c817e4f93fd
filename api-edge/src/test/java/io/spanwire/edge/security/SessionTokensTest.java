package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final SessionKey KEY = key("a key of exactly thirty-two bytes");
    private static final Caller ANN = new Caller("u-1", "Ann", Map.of("role", "admin"));

    @Test
    void tokenRoundTrips() {
        AuthenticatedSession session = at(NOON).open(ANN);

        assertThat(at(NOON).read(at(NOON).write(session))).contains(session);
    }

    @Test
    void weakKeyIsRefusedAndKeyIsNotPrinted() {
        assertThatThrownBy(() -> new SessionKey(new byte[31])).hasMessageContaining("at least 256");
        assertThat(KEY).hasToString("***");
    }

    @Test
    void tokenExpires() {
        String token = at(NOON).write(at(NOON).open(ANN));

        assertThat(at(NOON.plus(Duration.ofHours(12)).minusSeconds(1)).read(token))
                .isPresent();
        assertThat(at(NOON.plus(Duration.ofHours(12))).read(token)).isEmpty();
    }

    @Test
    void forgedTokensAreRefused() {
        String token = at(NOON).write(at(NOON).open(ANN));
        String[] parts = token.split("\\.", -1);
        String none = base64("{\"alg\":\"none\"}") + '.' + parts[1] + '.';

        assertThat(at(NOON).read(none)).isEmpty();
        assertThat(at(NOON).read(parts[0] + '.' + parts[1] + '.' + parts[2].substring(1)))
                .isEmpty();
        assertThat(at(NOON).read(parts[0] + '.' + base64("{\"sub\":\"root\"}") + '.' + parts[2]))
                .isEmpty();
        assertThat(new SessionTokens(key("another key of thirty-two bytes!!"), clock(NOON), hours(12), hours(24))
                        .read(token))
                .isEmpty();
        assertThat(at(NOON).read("x".repeat(5_000))).isEmpty();
        assertThat(at(NOON).read("")).isEmpty();
    }

    @Test
    void sessionIsRenewedInItsSecondHalfUntilItsMaximum() {
        AuthenticatedSession session = at(NOON).open(ANN);
        AuthenticatedSession renewed = at(NOON.plus(hours(7))).renewed(session).orElseThrow();
        AuthenticatedSession last = at(NOON.plus(hours(18))).renewed(renewed).orElseThrow();

        assertThat(at(NOON.plus(hours(5))).renewed(session)).isEmpty();
        assertThat(renewed.id()).isEqualTo(session.id());
        assertThat(renewed.expires()).isEqualTo(NOON.plus(hours(19)));
        assertThat(last.expires()).isEqualTo(NOON.plus(hours(24)));
        assertThat(at(NOON.plus(hours(23))).renewed(last)).isEmpty();
    }

    @Test
    void csrfTokenSurvivesRenewal() {
        AuthenticatedSession session = at(NOON).open(ANN);
        AuthenticatedSession renewed = at(NOON.plus(hours(7))).renewed(session).orElseThrow();
        AuthenticatedSession received = at(NOON).read(at(NOON).write(session)).orElseThrow();

        assertThat(CsrfTokens.matches(renewed, session.csrf())).isTrue();
        assertThat(CsrfTokens.matches(received, session.csrf())).isTrue();
        assertThat(CsrfTokens.matches(at(NOON).open(ANN), session.csrf())).isFalse();
        assertThat(CsrfTokens.matches(session, session.id())).isFalse();
        assertThat(CsrfTokens.matches(session, null)).isFalse();
        assertThat(CsrfTokens.matches(session, "")).isFalse();
    }

    @Test
    void sessionPrintsNoSecret() {
        AuthenticatedSession session = at(NOON).open(ANN);

        assertThat(session.toString()).doesNotContain(session.csrf(), session.id());
    }

    private static SessionTokens at(Instant now) {
        return new SessionTokens(KEY, clock(now), hours(12), hours(24));
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static SessionKey key(String text) {
        return new SessionKey(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}

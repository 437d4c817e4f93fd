package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.notifier.port.CallerSession;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final SessionKey KEY = key("a key of exactly thirty-two bytes");
    private static final SessionKey NEWER = key("a newer key of thirty-three bytes");
    private static final Caller ANN = new Caller("u-1", "Ann", Map.of("role", "admin"));

    @Test
    void tokenRoundTrips() {
        AuthenticatedSession session = open(SignInMethod.GUEST, "");

        assertThat(at(NOON).read(at(NOON).write(session))).contains(session);
    }

    @Test
    void weakKeyIsRefusedAndKeyIsNotPrinted() {
        assertThatThrownBy(() -> new SessionKey(new byte[31])).hasMessageContaining("at least 256");
        assertThat(KEY).hasToString("***");
    }

    @Test
    void tokenExpires() {
        String token = at(NOON).write(open(SignInMethod.GUEST, ""));

        assertThat(at(NOON.plus(Duration.ofHours(12)).minusSeconds(1)).read(token))
                .isPresent();
        assertThat(at(NOON.plus(Duration.ofHours(12))).read(token)).isEmpty();
    }

    @Test
    void forgedTokensAreRefused() {
        String token = at(NOON).write(open(SignInMethod.GUEST, ""));
        String[] parts = token.split("\\.", -1);
        String none = base64("{\"alg\":\"none\"}") + '.' + parts[1] + '.';

        assertThat(at(NOON).read(none)).isEmpty();
        assertThat(at(NOON).read(parts[0] + '.' + parts[1] + '.' + parts[2].substring(1)))
                .isEmpty();
        assertThat(at(NOON).read(parts[0] + '.' + base64("{\"sub\":\"root\"}") + '.' + parts[2]))
                .isEmpty();
        assertThat(new SessionTokens(
                                SessionKeys.of(key("another key of thirty-two bytes!!")),
                                clock(NOON),
                                hours(12),
                                hours(24))
                        .read(token))
                .isEmpty();
        assertThat(at(NOON).read("x".repeat(5_000))).isEmpty();
        assertThat(at(NOON).read("")).isEmpty();
    }

    @Test
    void sessionIsRenewedInItsSecondHalfUntilItsMaximum() {
        AuthenticatedSession session = open(SignInMethod.GUEST, "");
        AuthenticatedSession renewed = at(NOON.plus(hours(7))).renewed(session).orElseThrow();
        AuthenticatedSession last = at(NOON.plus(hours(18))).renewed(renewed).orElseThrow();

        assertThat(at(NOON.plus(hours(5))).renewed(session)).isEmpty();
        assertThat(renewed.id()).isEqualTo(session.id());
        assertThat(renewed.expires()).isEqualTo(NOON.plus(hours(19)));
        assertThat(last.expires()).isEqualTo(session.since().plus(hours(24)));
        assertThat(at(NOON.plus(hours(23))).renewed(last)).isEmpty();
    }

    @Test
    void csrfTokenSurvivesRenewalAndNewKeys() {
        AuthenticatedSession session = open(SignInMethod.GUEST, "");
        AuthenticatedSession renewed = at(NOON.plus(hours(7))).renewed(session).orElseThrow();
        CsrfTokens csrf = new CsrfTokens(SessionKeys.of(KEY));
        CsrfTokens newer = new CsrfTokens(new SessionKeys(List.of(KEY, NEWER)));
        String token = csrf.token(session);

        assertThat(csrf.matches(renewed, token)).isTrue();
        assertThat(newer.matches(renewed, token)).isTrue();
        assertThat(newer.token(session)).isNotEqualTo(token);
        assertThat(csrf.matches(open(SignInMethod.GUEST, ""), token)).isFalse();
        assertThat(csrf.matches(session, session.id())).isFalse();
        assertThat(csrf.matches(session, null)).isFalse();
        assertThat(csrf.matches(session, "")).isFalse();
    }

    @Test
    void newestKeySignsAndAllVerify() throws Exception {
        SessionTokens rotated =
                new SessionTokens(new SessionKeys(List.of(KEY, NEWER)), clock(NOON), hours(12), hours(24));
        SessionTokens afterwards = new SessionTokens(SessionKeys.of(NEWER), clock(NOON), hours(12), hours(24));
        AuthenticatedSession session = open(SignInMethod.PROVIDER, "sid-1");
        String old = at(NOON).write(session);

        assertThat(rotated.read(old)).contains(session);
        assertThat(afterwards.read(old)).isEmpty();
        assertThat(at(NOON).read(rotated.write(session))).isEmpty();
        assertThat(afterwards.read(rotated.write(session))).contains(session);
        assertThat(SignedJWT.parse(old).getHeader().getKeyID()).isEqualTo(KEY.id());
    }

    @Test
    void tokenIsGoodForOnePurpose() {
        SessionKeys keys = SessionKeys.of(KEY);
        AuthenticatedSession session = open(SignInMethod.GUEST, "");
        RefreshTickets tickets = new RefreshTickets(keys, clock(NOON));

        assertThat(at(NOON).read(tickets.issue(session))).isEmpty();
        assertThat(new PurposeTokens(keys, "sign-in").verify(at(NOON).write(session)))
                .isEmpty();
        assertThatThrownBy(() -> tickets.redeem(session.session(), at(NOON).write(session)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void ticketRenewsTheSocketsOfItsSession() {
        AuthenticatedSession session = open(SignInMethod.GUEST, "");
        AuthenticatedSession other = open(SignInMethod.GUEST, "");
        SessionKeys keys = SessionKeys.of(KEY);
        RefreshTickets tickets = new RefreshTickets(keys, clock(NOON));
        String ticket = tickets.issue(session);
        CallerSession old = new CallerSession(ANN, NOON.plusSeconds(60), session.id());

        assertThat(tickets.redeem(old, ticket)).isEqualTo(session.session());
        assertThatThrownBy(() -> tickets.redeem(other.session(), ticket)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new RefreshTickets(keys, clock(NOON.plusSeconds(60))).redeem(old, ticket))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void sessionPrintsNoSecret() {
        AuthenticatedSession session = open(SignInMethod.GUEST, "");

        assertThat(session.toString()).doesNotContain(session.id());
    }

    private static AuthenticatedSession open(SignInMethod method, String providerSession) {
        return at(NOON).open(UUID.randomUUID().toString(), ANN, method, providerSession, NOON.plusMillis(123));
    }

    private static SessionTokens at(Instant now) {
        return new SessionTokens(SessionKeys.of(KEY), clock(now), hours(12), hours(24));
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

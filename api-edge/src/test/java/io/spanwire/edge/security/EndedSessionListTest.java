package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.SessionEnding.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedSessionListTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final EndedSessionList ended = new EndedSessionList(Clock.fixed(NOON, ZoneOffset.UTC), 4);

    @Test
    void nothingIsEndedAtFirst() {
        assertThat(ended.isEnded(session("s-1", "ann", "", NOON))).isFalse();
    }

    @Test
    void sessionIsEndedByItsId() {
        assertThat(ended.add(List.of(ending(Kind.SESSION, "s-1", NOON)))).isTrue();
        assertThat(ended.add(List.of(ending(Kind.SESSION, "s-1", NOON)))).isFalse();

        assertThat(ended.isEnded(session("s-1", "ann", "", NOON))).isTrue();
        assertThat(ended.isEnded(session("s-2", "ann", "", NOON))).isFalse();
    }

    @Test
    void laterSessionsOfASubjectGoOn() {
        ended.add(List.of(ending(Kind.SUBJECT, "ann", NOON)));

        assertThat(ended.isEnded(session("s-1", "ann", "", NOON))).isTrue();
        assertThat(ended.isEnded(session("s-2", "ann", "", NOON.plusMillis(1)))).isFalse();
        assertThat(ended.isEnded(session("s-3", "bob", "", NOON))).isFalse();
    }

    @Test
    void sessionsOfOneAtTheProviderEndTogether() {
        ended.add(List.of(ending(Kind.PROVIDER, "p-1", NOON)));

        assertThat(ended.isEnded(session("s-1", "ann", "p-1", NOON))).isTrue();
        assertThat(ended.isEnded(session("s-2", "ann", "p-2", NOON))).isFalse();
        assertThat(ended.isEnded(session("s-3", "ann", "", NOON))).isFalse();
    }

    @Test
    void everyoneAreAllButServices() {
        ended.add(List.of(ending(Kind.EVERYONE, "", NOON)));

        assertThat(ended.isEnded(session("s-1", "ann", "", NOON))).isTrue();
        assertThat(ended.isEnded(session("s-2", "ann", "", NOON.plusMillis(1)))).isFalse();
        assertThat(ended.isEnded(session(SignInMethod.SERVICE, "t-1", "service-a", "", NOON)))
                .isFalse();
    }

    @Test
    void tokenWithoutIdIsNotEndedByAnother() {
        ended.add(List.of(ending(Kind.SESSION, "", NOON), ending(Kind.PROVIDER, "", NOON)));

        assertThat(ended.isEnded(session(SignInMethod.BEARER, "", "ann", "", NOON)))
                .isFalse();
    }

    @Test
    void expiredEndingsAreForgotten() {
        ended.add(List.of(
                new SessionEnding(Kind.SESSION, "s-1", NOON.minusSeconds(60), NOON.minusSeconds(1)),
                ending(Kind.SESSION, "s-2", NOON)));

        ended.purge();

        assertThat(ended.size()).isOne();
        assertThat(ended.isEnded(session("s-2", "ann", "", NOON))).isTrue();
    }

    /** Rather too many people sign in again than one ended session comes back. */
    @Test
    void tooManyEndingsEndAllOlderSessions() {
        for (int i = 0; i < 5; i++) {
            ended.add(List.of(ending(Kind.SESSION, "s-" + i, NOON.plusSeconds(i))));
        }

        assertThat(ended.size()).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            assertThat(ended.isEnded(session("s-" + i, "ann", "", NOON.minusSeconds(10))))
                    .isTrue();
        }
        assertThat(ended.isEnded(session("s-9", "bob", "", NOON.plusSeconds(2))))
                .isTrue();
        assertThat(ended.isEnded(session("s-9", "bob", "", NOON.plusSeconds(3))))
                .isFalse();
    }

    private static SessionEnding ending(Kind kind, String value, Instant until) {
        return new SessionEnding(kind, value, until, until.plus(Duration.ofHours(1)));
    }

    private static AuthenticatedSession session(String id, String subject, String provider, Instant since) {
        return session(SignInMethod.PROVIDER, id, subject, provider, since);
    }

    private static AuthenticatedSession session(
            SignInMethod method, String id, String subject, String provider, Instant since) {
        return new AuthenticatedSession(
                id, Caller.of(subject, subject), method, since, since, since.plus(Duration.ofHours(1)), provider);
    }
}

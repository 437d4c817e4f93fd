package io.spanwire.edge.security;

import com.nimbusds.jwt.JWTClaimsSet;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.CallerSession;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;

/**
 * The tickets by which a page renews the session of its open sockets: a script cannot read the session's cookie, and a
 * socket does not see the renewed one. A ticket is valid for a minute, and only on sockets of its session.
 */
final class RefreshTickets {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final String SESSION = "sid";
    private static final String SESSION_EXPIRES = "session_exp";

    private final PurposeTokens tokens;
    private final Clock clock;

    RefreshTickets(SessionKeys keys, Clock clock) {
        this.tokens = new PurposeTokens(keys, "refresh");
        this.clock = clock;
    }

    /** A ticket to the end of the session. */
    String issue(AuthenticatedSession session) {
        return tokens.sign(new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim(SESSION, session.id())
                .claim(SESSION_EXPIRES, session.expires().getEpochSecond())
                .expirationTime(Date.from(clock.instant().plus(LIFETIME))));
    }

    /** @throws ProblemException unauthenticated, for a ticket that is invalid, expired or of another session */
    CallerSession redeem(CallerSession current, String ticket) {
        return tokens.verify(ticket)
                .filter(claims -> isFor(current, claims))
                .map(claims -> new CallerSession(current.caller(), sessionExpires(claims), current.session()))
                .orElseThrow(() -> new ProblemException(Problems.UNAUTHENTICATED.because(
                        "Send the ticket of GET /api/session within a minute, on a socket of the same session.")));
    }

    private boolean isFor(CallerSession current, JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        return expires != null
                && clock.instant().isBefore(expires.toInstant())
                && current.session().equals(claims.getClaim(SESSION));
    }

    private static Instant sessionExpires(JWTClaimsSet claims) {
        try {
            return Instant.ofEpochSecond(Objects.requireNonNull(claims.getLongClaim(SESSION_EXPIRES)));
        } catch (ParseException bug) {
            throw new IllegalStateException("A ticket of this server is unreadable", bug);
        }
    }
}

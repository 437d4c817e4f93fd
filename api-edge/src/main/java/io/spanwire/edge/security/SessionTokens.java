package io.spanwire.edge.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import io.spanwire.bus.message.Caller;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of cookie sessions. A token is valid for {@code lifetime} and is renewed in its second half, until
 * {@code maxLifetime} after the sign-in. It is no bearer token. Thread-safe.
 */
public final class SessionTokens {
    private static final String NAME = "name";
    private static final String SINCE = "since";
    private static final String CLAIMS = "claims";
    private static final String METHOD = "method";
    private static final String PROVIDER_SESSION = "sid";
    private static final int MAX_CACHED = 10_000;

    private final PurposeTokens tokens;
    private final Cache<String, AuthenticatedSession> verified =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();
    private final Clock clock;
    private final Duration lifetime;
    private final Duration maxLifetime;

    public SessionTokens(SessionKeys keys, Clock clock, Duration lifetime, Duration maxLifetime) {
        this.tokens = new PurposeTokens(keys, "session");
        this.clock = clock;
        this.lifetime = lifetime;
        this.maxLifetime = maxLifetime;
    }

    /**
     * A new session of the caller, which began at {@code since}; {@code providerSession} is empty if the identity provider
     * named none.
     */
    public AuthenticatedSession open(
            String id, Caller caller, SignInMethod method, String providerSession, Instant since) {
        Instant now = now();
        return new AuthenticatedSession(
                id, caller, method, since.truncatedTo(ChronoUnit.MILLIS), now, now.plus(lifetime), providerSession);
    }

    /** The session with a later end, when half of its lifetime is over and its maximum is not reached. */
    Optional<AuthenticatedSession> renewed(AuthenticatedSession old) {
        Instant now = now();
        Instant max = old.since().plus(maxLifetime);
        Instant end = max.isBefore(now.plus(lifetime)) ? max : now.plus(lifetime);
        boolean isRecent = now.isBefore(old.issued().plus(lifetime.dividedBy(2)));
        return isRecent || !end.isAfter(old.expires())
                ? Optional.empty()
                : Optional.of(new AuthenticatedSession(
                        old.id(), old.caller(), old.method(), old.since(), now, end, old.providerSession()));
    }

    /** The token as text, for a cookie. */
    public String write(AuthenticatedSession session) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(session.id())
                .subject(session.caller().subject())
                .claim(NAME, session.caller().name())
                .claim(CLAIMS, session.caller().claims())
                .claim(METHOD, session.method().text())
                .claim(SINCE, session.since().toEpochMilli())
                .issueTime(Date.from(session.issued()))
                .expirationTime(Date.from(session.expires()));
        if (!session.providerSession().isEmpty()) {
            claims.claim(PROVIDER_SESSION, session.providerSession());
        }
        return tokens.sign(claims);
    }

    /** The session of a valid token; empty when it is forged, expired or foreign. */
    public Optional<AuthenticatedSession> read(String token) {
        Optional<AuthenticatedSession> cached = Optional.ofNullable(verified.getIfPresent(token));
        Optional<AuthenticatedSession> session = cached.isPresent() ? cached : verifyNew(token);
        return session.filter(each -> clock.instant().isBefore(each.expires()));
    }

    /** Verifies signature and claims, and caches the session for the caller's next requests. */
    private Optional<AuthenticatedSession> verifyNew(String token) {
        Optional<AuthenticatedSession> session = tokens.verify(token).flatMap(SessionTokens::session);
        session.ifPresent(each -> verified.put(token, each));
        return session;
    }

    private static Optional<AuthenticatedSession> session(JWTClaimsSet claims) {
        try {
            Date issued = claims.getIssueTime();
            Date expires = claims.getExpirationTime();
            Long since = claims.getLongClaim(SINCE);
            String method = claims.getStringClaim(METHOD);
            boolean isComplete = issued != null
                    && expires != null
                    && since != null
                    && method != null
                    && claims.getJWTID() != null
                    && claims.getSubject() != null;
            if (!isComplete) {
                return Optional.empty();
            }
            return Optional.of(new AuthenticatedSession(
                    claims.getJWTID(),
                    caller(claims),
                    SignInMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                    Instant.ofEpochMilli(since),
                    issued.toInstant(),
                    expires.toInstant(),
                    text(claims, PROVIDER_SESSION)));
        } catch (ParseException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        Map<String, String> values = new HashMap<>();
        Map<String, Object> stored = claims.getJSONObjectClaim(CLAIMS);
        if (stored != null) {
            stored.forEach((name, value) -> values.put(name, String.valueOf(value)));
        }
        return new Caller(claims.getSubject(), text(claims, NAME), values);
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String text = claims.getStringClaim(name);
        return text == null ? "" : text;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

package io.spanwire.edge.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.SessionRefresh;
import io.vertx.core.Future;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The session tokens: JWTs (RFC 7519), accepted only with HS256. A token is valid for {@code lifetime} and is renewed
 * in its second half, until {@code maxLifetime} after the sign-in. Thread-safe.
 */
public final class SessionTokens implements SessionRefresh {
    private static final String ISSUER = "spanwire";
    private static final String NAME = "name";
    private static final String SINCE = "auth_time";
    private static final String CLAIMS = "claims";
    private static final int MAX_TOKEN = 4096;
    private static final int MAX_CACHED = 10_000;
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final CsrfTokens csrf;
    private final Cache<String, AuthenticatedSession> verified =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();
    private final Clock clock;
    private final Duration lifetime;
    private final Duration maxLifetime;

    public SessionTokens(SessionKey key, Clock clock, Duration lifetime, Duration maxLifetime) {
        try {
            this.signer = new MACSigner(key.bytes());
            this.verifier = new MACVerifier(key.bytes());
        } catch (JOSEException refused) {
            throw new IllegalArgumentException("The session key does not fit HS256", refused);
        }
        this.csrf = new CsrfTokens(key);
        this.clock = clock;
        this.lifetime = lifetime;
        this.maxLifetime = maxLifetime;
    }

    /** A new session of the caller. */
    public AuthenticatedSession open(Caller caller) {
        Instant now = now();
        String id = UUID.randomUUID().toString();
        return new AuthenticatedSession(id, caller, csrf.token(id), now, now, now.plus(lifetime));
    }

    /** The session with a later end, when half of its lifetime is over and its maximum is not reached. */
    Optional<AuthenticatedSession> renewed(AuthenticatedSession old) {
        Instant now = now();
        Instant max = old.since().plus(maxLifetime);
        Instant end = max.isBefore(now.plus(lifetime)) ? max : now.plus(lifetime);
        boolean isRecent = now.isBefore(old.issued().plus(lifetime.dividedBy(2)));
        return isRecent || !end.isAfter(old.expires())
                ? Optional.empty()
                : Optional.of(new AuthenticatedSession(old.id(), old.caller(), old.csrf(), old.since(), now, end));
    }

    /** The token as text, for a cookie or an {@code Authorization} header. */
    public String write(AuthenticatedSession session) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .jwtID(session.id())
                .subject(session.caller().subject())
                .claim(NAME, session.caller().name())
                .claim(CLAIMS, session.caller().claims())
                .claim(SINCE, session.since().getEpochSecond())
                .issueTime(Date.from(session.issued()))
                .expirationTime(Date.from(session.expires()))
                .build();
        try {
            SignedJWT token = new SignedJWT(HEADER, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException bug) {
            throw new IllegalStateException("A session token cannot be signed", bug);
        }
    }

    @Override
    public Future<CallerSession> refresh(Caller current, String token) {
        return verify(token).map(session -> {
            if (session.caller().subject().equals(current.subject())) {
                return session.session();
            }
            throw new ProblemException(Problems.UNAUTHENTICATED.because("The token belongs to another caller."));
        });
    }

    /**
     * Fails with a {@code ProblemException} unauthenticated when the token is invalid or expired. Returns a future,
     * because tokens of an identity provider (OIDC) may need keys that have to be fetched.
     */
    Future<AuthenticatedSession> verify(String token) {
        return read(token)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new ProblemException(
                        Problems.UNAUTHENTICATED.because("The token is invalid or has expired."))));
    }

    /** The session of a valid token; empty when it is forged, expired or foreign. */
    public Optional<AuthenticatedSession> read(String token) {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        Optional<AuthenticatedSession> cached = Optional.ofNullable(verified.getIfPresent(token));
        Optional<AuthenticatedSession> session = cached.isPresent() ? cached : verifyNew(token);
        return session.filter(each -> clock.instant().isBefore(each.expires()));
    }

    /** Verifies signature and claims, and caches the session with its CSRF token for the caller's next requests. */
    private Optional<AuthenticatedSession> verifyNew(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            boolean isOurs = JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) && jwt.verify(verifier);
            Optional<AuthenticatedSession> session = isOurs ? session(jwt.getJWTClaimsSet()) : Optional.empty();
            session.ifPresent(each -> verified.put(token, each));
            return session;
        } catch (ParseException | JOSEException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private Optional<AuthenticatedSession> session(JWTClaimsSet claims) throws ParseException {
        Date issued = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        Long since = claims.getLongClaim(SINCE);
        boolean isComplete = ISSUER.equals(claims.getIssuer())
                && issued != null
                && expires != null
                && since != null
                && claims.getJWTID() != null
                && claims.getSubject() != null;
        if (!isComplete) {
            return Optional.empty();
        }
        return Optional.of(new AuthenticatedSession(
                claims.getJWTID(),
                caller(claims),
                csrf.token(claims.getJWTID()),
                Instant.ofEpochSecond(since),
                issued.toInstant(),
                expires.toInstant()));
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        Map<String, String> values = new HashMap<>();
        Map<String, Object> stored = claims.getJSONObjectClaim(CLAIMS);
        if (stored != null) {
            stored.forEach((name, value) -> values.put(name, String.valueOf(value)));
        }
        String name = claims.getStringClaim(NAME);
        return new Caller(claims.getSubject(), name == null ? "" : name, values);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

package io.spanwire.edge.bearer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.BearerTokens;
import io.spanwire.edge.security.SessionRegistry;
import io.spanwire.edge.security.SignInMethod;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of valid access tokens: key, algorithm, type, issuer, audience and times. May block while keys are fetched.
 * Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725: best current practices for JWT</a>
 */
final class AccessTokenRules {
    /** Of ID tokens and logout tokens, which may have the same issuer and audience, but are no access tokens. */
    private static final List<String> FOREIGN = List.of("nonce", "at_hash", "c_hash", "events");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final BearerSettings settings;
    private final Clock clock;

    private AccessTokenRules(BearerSettings settings, JWKSource<SecurityContext> keys, boolean anyKey, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSTypeVerifier(types(settings));
        processor.setJWSKeySelector(new IssuerKeySelector(algorithms, keys, anyKey));
        processor.setJWTClaimsSetVerifier(claims(settings, clock));
    }

    static AccessTokenRules of(BearerSettings settings, Clock clock) throws IOException {
        if (settings.keySet().isPresent()) {
            return new AccessTokenRules(
                    settings, IssuerKeys.at(settings.keySet().get()), false, clock);
        }
        List<JWK> keys = IssuerKeys.in(settings.keysFile().orElseThrow());
        boolean isNameless = keys.stream().allMatch(key -> key.getKeyID() == null);
        return new AccessTokenRules(settings, new ImmutableJWKSet<>(new JWKSet(keys)), isNameless, clock);
    }

    static AccessTokenRules of(BearerSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        return new AccessTokenRules(settings, keys, false, clock);
    }

    /** The caller of a valid token, until it expires. */
    AuthenticatedSession check(String token) throws TokenRefused, KeysUnavailable {
        if (token.length() > BearerTokens.MAX_TOKEN) {
            throw new TokenRefused("longer than " + BearerTokens.MAX_TOKEN + " characters");
        }
        JWTClaimsSet claims = process(token);
        for (String foreign : FOREIGN) {
            if (claims.getClaim(foreign) != null) {
                throw new TokenRefused("not an access token: it has the claim " + foreign);
            }
        }
        return session(claims);
    }

    private JWTClaimsSet process(String token) throws TokenRefused, KeysUnavailable {
        try {
            return processor.process(token, null);
        } catch (RateLimitReachedException unknownKey) {
            throw new TokenRefused("its key is unknown, and keys were fetched a moment ago");
        } catch (KeySourceException unreachable) {
            throw new KeysUnavailable(String.valueOf(unreachable.getMessage()));
        } catch (ParseException unreadable) {
            throw new TokenRefused("not a JWT");
        } catch (BadJOSEException | JOSEException invalid) {
            throw new TokenRefused(String.valueOf(invalid.getMessage()));
        }
    }

    private AuthenticatedSession session(JWTClaimsSet claims) throws TokenRefused {
        Instant expires = claims.getExpirationTime().toInstant().plus(settings.leeway());
        @Nullable Date issued = claims.getIssueTime();
        requireEndable(issued == null ? clock.instant() : issued.toInstant(), claims.getExpirationTime());
        Instant since = issued == null ? Instant.EPOCH : issued.toInstant();
        String id = claims.getJWTID() == null ? "" : claims.getJWTID();
        String providerSession = claims.getClaim("sid") instanceof String session ? session : "";
        return new AuthenticatedSession(
                id, settings.claims().caller(claims), SignInMethod.BEARER, since, since, expires, providerSession);
    }

    /** What is valid for longer than endings are kept would be valid again after its end. */
    private static void requireEndable(Instant issued, Date expires) throws TokenRefused {
        if (expires.toInstant().isAfter(issued.plus(SessionRegistry.KEEP))) {
            throw new TokenRefused("valid for more than " + SessionRegistry.KEEP.toDays() + " days");
        }
    }

    /** Without a required type: the type of RFC 9068, the general one, or none; no other special type. */
    private static JOSEObjectTypeVerifier<SecurityContext> types(BearerSettings settings) {
        return settings.type()
                .map(type -> new DefaultJOSEObjectTypeVerifier<SecurityContext>(new JOSEObjectType(type)))
                .orElseGet(() -> new DefaultJOSEObjectTypeVerifier<>(
                        new JOSEObjectType("at+jwt"),
                        new JOSEObjectType("application/at+jwt"),
                        JOSEObjectType.JWT,
                        null));
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(BearerSettings settings, Clock clock) {
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(
                        settings.audience(),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) settings.leeway().toSeconds());
        return verifier;
    }
}

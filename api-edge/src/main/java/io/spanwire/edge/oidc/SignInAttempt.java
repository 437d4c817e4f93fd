package io.spanwire.edge.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.spanwire.edge.security.PurposeTokens;
import io.spanwire.edge.security.SessionKeys;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One browser's sign-in between the redirect to the provider and the one back. It is kept in a cookie of this browser, so
 * that nobody can finish it in another one. The cookie is {@code SameSite=Lax}, because the provider's redirect comes from
 * another site.
 *
 * @param redirect the address of the callback, which the provider compares
 * @param to the local path to return to
 */
record SignInAttempt(State state, Nonce nonce, CodeVerifier verifier, URI redirect, String to) {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String COOKIE = "__Host-spanwire-sign-in";

    static SignInAttempt begin(URI redirect, String to) {
        return new SignInAttempt(new State(), new Nonce(), new CodeVerifier(), redirect, to);
    }

    /** Reads and writes attempts in cookies, signed with the session keys. */
    static final class Cookies {
        private final PurposeTokens tokens;
        private final Clock clock;

        Cookies(SessionKeys keys, Clock clock) {
            this.tokens = new PurposeTokens(keys, "sign-in");
            this.clock = clock;
        }

        void set(RoutingContext context, SignInAttempt attempt) {
            String token = tokens.sign(new JWTClaimsSet.Builder()
                    .claim("state", attempt.state.getValue())
                    .claim("nonce", attempt.nonce.getValue())
                    .claim("verifier", attempt.verifier.getValue())
                    .claim("redirect", attempt.redirect.toString())
                    .claim("to", attempt.to)
                    .expirationTime(Date.from(clock.instant().plus(LIFETIME))));
            context.response().addCookie(cookie(token, LIFETIME));
        }

        /** The attempt of this browser, which is over now: the cookie is removed. */
        Optional<SignInAttempt> take(RoutingContext context) {
            @Nullable Cookie cookie = context.request().getCookie(COOKIE);
            if (cookie == null) {
                return Optional.empty();
            }
            context.response().addCookie(cookie("", Duration.ZERO));
            return tokens.verify(cookie.getValue()).flatMap(this::attempt);
        }

        private Optional<SignInAttempt> attempt(JWTClaimsSet claims) {
            Date expires = claims.getExpirationTime();
            if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
                return Optional.empty();
            }
            return Optional.of(new SignInAttempt(
                    new State(text(claims, "state")),
                    new Nonce(text(claims, "nonce")),
                    new CodeVerifier(text(claims, "verifier")),
                    URI.create(text(claims, "redirect")),
                    text(claims, "to")));
        }

        private static String text(JWTClaimsSet claims, String name) {
            try {
                return Objects.requireNonNull(claims.getStringClaim(name));
            } catch (ParseException bug) {
                throw new IllegalStateException("A token of this server is unreadable", bug);
            }
        }

        private static Cookie cookie(String value, Duration maxAge) {
            return Cookie.cookie(COOKIE, value)
                    .setMaxAge(maxAge.toSeconds())
                    .setPath("/")
                    .setSecure(true)
                    .setHttpOnly(true)
                    .setSameSite(CookieSameSite.LAX);
        }
    }
}

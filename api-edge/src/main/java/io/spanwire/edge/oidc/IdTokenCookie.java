package io.spanwire.edge.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ID token in the browser that it was issued for, sent to {@code /api/session} only. It tells the provider at
 * sign-out which of its sessions is meant. One that is too long for a cookie is left out; the provider then may ask the
 * user.
 */
final class IdTokenCookie {
    private static final String NAME = "__Secure-spanwire-id";
    private static final int MAX = 3_800;

    private IdTokenCookie() {}

    static void set(RoutingContext context, String token, Duration maxAge) {
        if (token.length() <= MAX) {
            context.response().addCookie(cookie(token, maxAge));
        }
    }

    /** The token, which the browser then forgets. */
    static Optional<JWT> take(RoutingContext context) {
        @Nullable Cookie cookie = context.request().getCookie(NAME);
        if (cookie == null) {
            return Optional.empty();
        }
        context.response().addCookie(cookie("", Duration.ZERO));
        try {
            return Optional.of(SignedJWT.parse(cookie.getValue()));
        } catch (ParseException forged) {
            return Optional.empty();
        }
    }

    private static Cookie cookie(String value, Duration maxAge) {
        return Cookie.cookie(NAME, value)
                .setMaxAge(maxAge.toSeconds())
                .setPath("/api/session")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
    }
}

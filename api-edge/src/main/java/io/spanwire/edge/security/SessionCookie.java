package io.spanwire.edge.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session token as a cookie: {@code __Host-} binds it to this host over HTTPS, no script can read it, and no other site
 * can have it sent. Strict costs nothing here: pages are public, and what they fetch, they fetch from their own origin.
 */
final class SessionCookie {
    static final String NAME = "__Host-spanwire";

    private SessionCookie() {}

    static Optional<String> read(HttpServerRequest request) {
        @Nullable Cookie cookie = request.getCookie(NAME);
        return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
    }

    static void write(HttpServerResponse response, String token, Instant now, Instant expires) {
        response.addCookie(
                cookie(token).setMaxAge(Duration.between(now, expires).toSeconds()));
    }

    static void clear(HttpServerResponse response) {
        response.addCookie(cookie("").setMaxAge(0));
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
    }
}

package io.spanwire.edge.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The CSRF tokens that cookie-authenticated clients send in {@code X-CSRF-Token}: an HMAC of the session's id. It is
 * constant for the session, so parallel requests all pass, and another site can neither read nor guess it.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP
 *     on HMAC based tokens</a>
 */
final class CsrfTokens {
    private final SessionKey key;

    CsrfTokens(SessionKey key) {
        this.key = key.derived("csrf");
    }

    /** The token of the session with this id. */
    String token(String session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hmac(session));
    }

    /** Whether it is the session's token; takes constant time. */
    static boolean matches(AuthenticatedSession session, @Nullable String presented) {
        return presented != null && MessageDigest.isEqual(utf8(session.csrf()), utf8(presented));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

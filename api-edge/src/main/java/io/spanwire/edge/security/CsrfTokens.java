package io.spanwire.edge.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CSRF tokens that cookie-authenticated clients send in {@code X-CSRF-Token}: an HMAC of the session's id. It is
 * constant for the session, so parallel requests all pass, and another site can neither read nor guess it. After a new
 * session key was added, those of the older ones pass, too.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP
 *     on HMAC based tokens</a>
 */
final class CsrfTokens {
    private final List<SessionKey> oldestFirst;

    CsrfTokens(SessionKeys keys) {
        this.oldestFirst = keys.all().stream().map(key -> key.derived("csrf")).toList();
    }

    /** The token of the session. */
    String token(AuthenticatedSession session) {
        return token(oldestFirst.get(oldestFirst.size() - 1), session);
    }

    /** Whether it is the session's token; takes constant time. */
    boolean matches(AuthenticatedSession session, @Nullable String presented) {
        if (presented == null) {
            return false;
        }
        boolean matches = false;
        for (SessionKey key : oldestFirst) {
            matches |= MessageDigest.isEqual(utf8(token(key, session)), utf8(presented));
        }
        return matches;
    }

    private static String token(SessionKey key, AuthenticatedSession session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hmac(session.id()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

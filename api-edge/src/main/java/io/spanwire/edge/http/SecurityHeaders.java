package io.spanwire.edge.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of every response, including errors and upgrades; hence they are set before any router runs. The policy
 * allows a page scripts, styles, images and connections of its own origin only.
 *
 * @see <a href="https://developer.mozilla.org/en-US/observatory">MDN HTTP Observatory</a>
 */
public final class SecurityHeaders {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private static final Map<CharSequence, CharSequence> HEADERS = headers();

    private SecurityHeaders() {}

    /** The policy of a page with this inline script. */
    public static String policyWith(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            String source = "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
            return POLICY.replace("script-src 'self'", "script-src 'self' " + source);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }

    /** Wraps the handler of all requests: sets the headers before it runs. */
    public static Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            addTo(request.response());
            handler.handle(request);
        };
    }

    public static void addTo(HttpServerResponse response) {
        MultiMap headers = response.headers();
        HEADERS.forEach(headers::set);
    }

    private static Map<CharSequence, CharSequence> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-security-policy", POLICY);
        headers.put("strict-transport-security", "max-age=31536000");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        headers.put("cross-origin-embedder-policy", "require-corp");
        headers.put("x-content-type-options", "nosniff");
        headers.put("referrer-policy", "no-referrer");
        headers.put("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        Map<CharSequence, CharSequence> optimized = new LinkedHashMap<>();
        headers.forEach(
                (name, value) -> optimized.put(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
        return optimized;
    }
}

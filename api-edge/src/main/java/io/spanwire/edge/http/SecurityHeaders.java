package io.spanwire.edge.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers every response carries, errors and upgrades too: so this is the first handler of all. The policy lets a page
 * load its own scripts, styles, images and connections and nothing else.
 *
 * @see <a href="https://developer.mozilla.org/en-US/observatory">MDN HTTP Observatory</a>
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private static final Map<CharSequence, CharSequence> HEADERS = headers();

    @Override
    public void handle(RoutingContext context) {
        addTo(context.response());
        context.next();
    }

    /** For responses made outside a router. */
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

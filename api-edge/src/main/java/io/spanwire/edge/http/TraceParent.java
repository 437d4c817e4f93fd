package io.spanwire.edge.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The caller's trace, if he has one ({@code traceparent}, W3C Trace Context). */
public final class TraceParent {
    private static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");
    private static final int LENGTH = 55;

    private TraceParent() {}

    /** The header's value when it is well-formed, else empty. */
    public static String of(HttpServerRequest request) {
        @Nullable String value = request.getHeader(HEADER);
        return value != null && isTraceParent(value) ? value : "";
    }

    /** {@code 00-<32 hex>-<16 hex>-<2 hex>}. */
    static boolean isTraceParent(String value) {
        if (value.length() != LENGTH || !value.startsWith("00-")) {
            return false;
        }
        for (int i = 3; i < LENGTH; i++) {
            boolean dash = i == 35 || i == 52;
            char at = value.charAt(i);
            boolean hex = (at >= '0' && at <= '9') || (at >= 'a' && at <= 'f');
            if (dash ? at != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}

package io.spanwire.edge.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} of the caller (W3C Trace Context). */
public final class TraceParent {
    private static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");
    private static final Pattern FORMAT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** The header's value if it is well-formed, else an empty string. */
    public static String of(HttpServerRequest request) {
        @Nullable String value = request.getHeader(HEADER);
        return value != null && isTraceParent(value) ? value : "";
    }

    static boolean isTraceParent(String value) {
        return FORMAT.matcher(value).matches();
    }
}

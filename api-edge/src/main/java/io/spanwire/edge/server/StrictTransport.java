package io.spanwire.edge.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What browsers are told to reach by HTTPS only: this host, or the domains below it, too; or that their makers may know it
 * from the start.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797">RFC 6797</a>, <a href="https://hstspreload.org">hstspreload.org</a>
 */
public enum StrictTransport {
    HOST("max-age=31536000"),
    SUBDOMAINS("max-age=31536000; includeSubDomains"),
    PRELOAD("max-age=63072000; includeSubDomains; preload");

    static final CharSequence HEADER = HttpHeaders.createOptimized("strict-transport-security");

    private final String value;

    StrictTransport(String value) {
        this.value = value;
    }

    /** Wraps the handler of requests: sets the header before it runs. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return this == HOST
                ? handler // as the other security headers say
                : request -> {
                    request.response().headers().set(HEADER, value);
                    handler.handle(request);
                };
    }
}

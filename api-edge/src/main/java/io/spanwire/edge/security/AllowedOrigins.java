package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The origins whose pages may change state, compared as a whole ({@code https://host:port}). Without configured
 * origins, they are this machine's loopback names with the actual port, which is known once the server listens.
 */
public final class AllowedOrigins {
    private volatile List<String> allowed;

    /** Allows these origins; an empty list until {@link #setPort}. */
    public AllowedOrigins(List<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Sets the actual port, used when no origins are configured. */
    public void setPort(int port) {
        if (allowed.isEmpty()) {
            allowed = List.of("https://localhost:" + port, "https://127.0.0.1:" + port, "https://[::1]:" + port);
        }
    }

    /** The first origin, the target of redirects. */
    public String first() {
        return allowed.get(0);
    }

    /** The origin that the request was sent to; the first one if it names another host. */
    public String of(HttpServerRequest request) {
        String named = "https://" + request.authority();
        return allowed.contains(named) ? named : first();
    }

    /** Refuses pages of other sites as forbidden. A request without an origin does not come from a page. */
    public void require(@Nullable String origin) {
        if (origin != null && !allowed.contains(origin)) {
            throw new ProblemException(Problems.FORBIDDEN.because("Pages of this origin may not do this."));
        }
    }
}

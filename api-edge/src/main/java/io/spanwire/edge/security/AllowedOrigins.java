package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The origins whose pages may change anything here, compared whole ({@code https://host:port}). Where none are given, they are
 * this machine's own names with the port in force, which is known once the server listens.
 */
public final class AllowedOrigins {
    private volatile List<String> allowed;

    /**
     * These origins.
     *
     * @param allowed the first is the address people are sent to; may be empty, see {@link #servingAt}
     */
    public AllowedOrigins(List<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Says where the server listens, for when nobody said what it is called. */
    public void servingAt(int port) {
        if (allowed.isEmpty()) {
            allowed = List.of("https://localhost:" + port, "https://127.0.0.1:" + port, "https://[::1]:" + port);
        }
    }

    /** The origin people are sent to. */
    public String main() {
        return allowed.get(0);
    }

    /** Whether a page of this origin may; a request without the header comes from no page. */
    public boolean allows(@Nullable String origin) {
        return origin == null || allowed.contains(origin);
    }

    /**
     * Refuses other sites' pages.
     *
     * @throws ProblemException forbidden, when the request comes from one
     */
    public void require(@Nullable String origin) {
        if (!allows(origin)) {
            throw new ProblemException(Problems.FORBIDDEN.because("Pages of this origin may not do this."));
        }
    }
}

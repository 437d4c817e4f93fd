package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The origins whose pages may change anything here, compared whole ({@code https://host:port}). Immutable. */
public final class Origins {
    private final Set<String> allowed;
    private final String main;

    /** @param allowed the first is the address people are sent to */
    public Origins(List<String> allowed) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("At least one origin is this server's own");
        }
        this.allowed = Set.copyOf(allowed);
        this.main = allowed.get(0);
    }

    /** The origin people are sent to. */
    public String main() {
        return main;
    }

    /** Whether a page of this origin may; a request without the header comes from no page. */
    public boolean allows(@Nullable String origin) {
        return origin == null || allowed.contains(origin);
    }

    /** @throws ProblemException forbidden, when the request comes from another site's page */
    public void require(@Nullable String origin) {
        if (!allows(origin)) {
            throw new ProblemException(Problems.FORBIDDEN.because("Pages of this origin may not do this."));
        }
    }
}

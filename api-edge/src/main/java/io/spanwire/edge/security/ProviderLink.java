package io.spanwire.edge.security;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The identity provider as the session's handlers need it. */
public interface ProviderLink {
    /** For people. */
    String name();

    /** Where a browser starts to sign in. */
    String path();

    /** Where a browser ends its session at the provider; empty if the provider has no such address or is unknown yet. */
    Optional<String> endSession(RoutingContext context);
}

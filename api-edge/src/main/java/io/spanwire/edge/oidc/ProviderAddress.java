package io.spanwire.edge.oidc;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The check of a provider's addresses: https, or http on this machine. */
public final class ProviderAddress {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ProviderAddress() {}

    public static boolean isSecure(@Nullable URI address) {
        if (address == null || address.getHost() == null) {
            return false;
        }
        return "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
    }
}

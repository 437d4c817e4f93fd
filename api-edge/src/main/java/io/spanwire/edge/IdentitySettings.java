package io.spanwire.edge;

import io.spanwire.edge.bearer.BearerSettings;
import io.spanwire.edge.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may call besides guests.
 *
 * @param bearer which access tokens of an identity provider are accepted
 * @param provider where browsers sign in
 * @param serviceTokens the folder with the list of service tokens
 */
public record IdentitySettings(
        Optional<BearerSettings> bearer, Optional<OidcSettings> provider, Optional<Path> serviceTokens) {
    /** Nobody. */
    public static final IdentitySettings NONE =
            new IdentitySettings(Optional.empty(), Optional.empty(), Optional.empty());
}

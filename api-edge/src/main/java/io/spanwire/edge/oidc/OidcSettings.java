package io.spanwire.edge.oidc;

import io.spanwire.edge.bearer.CallerClaims;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The identity provider at which browsers sign in.
 *
 * @param issuer its address; everything else is read from {@code <issuer>/.well-known/openid-configuration}
 * @param clientSecret empty for a public client, which has only PKCE
 * @param name for people
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        String name,
        CallerClaims claims) {
    public OidcSettings {
        scopes = List.copyOf(scopes);
        if (!ProviderAddress.isSecure(issuer)) {
            throw new IllegalArgumentException("An issuer must be https; http only on this machine");
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("The scopes must contain openid");
        }
    }

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}

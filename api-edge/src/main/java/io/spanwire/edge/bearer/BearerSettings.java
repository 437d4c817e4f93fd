package io.spanwire.edge.bearer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token must be.
 *
 * @param issuer its exact {@code iss}
 * @param audience must be in its {@code aud}
 * @param keySet the address of the issuer's public keys (JWK Set)
 * @param keysFile a file with them instead, as JWK Set or PEM
 * @param algorithms the accepted ones, all asymmetric
 * @param type its exact {@code typ}, if it must have one; otherwise {@code at+jwt}, {@code JWT} or none
 * @param leeway how far the issuer's clock may differ
 */
public record BearerSettings(
        String issuer,
        String audience,
        Optional<URI> keySet,
        Optional<Path> keysFile,
        Set<String> algorithms,
        Optional<String> type,
        Duration leeway,
        CallerClaims claims) {
    public BearerSettings {
        algorithms = Set.copyOf(algorithms);
        if (keySet.isPresent() == keysFile.isPresent()) {
            throw new IllegalArgumentException("The keys of an issuer come either from an address or from a file");
        }
    }
}

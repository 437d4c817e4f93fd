package io.spanwire.edge.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.spanwire.edge.bearer.IssuerKeys;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the provider said about itself, and the validators of its tokens: issuer, audience, times, and a signature by one
 * of its published keys with an asymmetric algorithm.
 */
record Provider(OIDCProviderMetadata metadata, IDTokenValidator idTokens, LogoutTokenValidator logoutTokens) {
    private static final int CLOCK_SKEW_SECONDS = 30;

    /** @throws IllegalArgumentException when it lacks an address, or one is not https */
    static Provider of(OidcSettings settings, OIDCProviderMetadata metadata) {
        boolean isSecure = Stream.of(
                        metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI())
                .allMatch(ProviderAddress::isSecure);
        if (!isSecure) {
            throw new IllegalArgumentException("an address of the provider is missing or not https");
        }
        ClientID client = new ClientID(settings.clientId());
        JWSKeySelector<SecurityContext> keys = keys(metadata.getJWKSetURI());
        IDTokenValidator idTokens = new IDTokenValidator(metadata.getIssuer(), client, keys, null);
        idTokens.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        return new Provider(
                metadata, idTokens, new LogoutTokenValidator(metadata.getIssuer(), client, false, keys, null));
    }

    private static JWSKeySelector<SecurityContext> keys(URI address) {
        JWKSource<SecurityContext> source = IssuerKeys.at(address);
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
        return new JWSVerificationKeySelector<>(algorithms, source);
    }

    boolean sendsIssuer() {
        return metadata.supportsAuthorizationResponseIssuerParam();
    }
}

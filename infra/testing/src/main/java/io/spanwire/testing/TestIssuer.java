package io.spanwire.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An issuer of bearer tokens for tests, and the settings of a server that accepts them. */
public final class TestIssuer {
    private static final String ISSUER = "https://users.example.org";
    private static final String AUDIENCE = "spanwire-test";
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final ECKey key;
    private final Path publicKeys;

    /** @param folder gets the file with the public key */
    public TestIssuer(Path folder) throws IOException {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("users-1").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        publicKeys = Files.writeString(folder.resolve("users.json"), new JWKSet(key.toPublicJWK()).toString());
    }

    /** The settings of a server that accepts the tokens. */
    public Map<String, String> settings() {
        return Map.of("bearer.issuer", ISSUER, "bearer.audience", AUDIENCE, "bearer.keys-file", publicKeys.toString());
    }

    /** A token that was issued at this time, for two hours. */
    public String token(String subject, String name, List<String> roles, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("name", name)
                .claim("roles", roles)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

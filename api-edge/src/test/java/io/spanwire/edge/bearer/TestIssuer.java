package io.spanwire.edge.bearer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An issuer of access tokens with one RSA key. */
public final class TestIssuer {
    public static final String ISSUER = "https://id.example.org";
    public static final String AUDIENCE = "spanwire";
    private static final int BITS = 2048;

    private final RSAKey key;

    public TestIssuer(String keyId) {
        try {
            key = new RSAKeyGenerator(BITS).keyID(keyId).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public RSAKey key() {
        return key;
    }

    /** A token that is valid for an hour. */
    public String token(String subject) {
        return token(Instant.now(), claims -> claims.subject(subject));
    }

    /** A token with changed claims. */
    public String token(Instant now, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(header(JOSEObjectType.JWT), change.apply(claims(now)).build());
    }

    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("u-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    public JWSHeader header(JOSEObjectType type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(type)
                .keyID(key.getKeyID())
                .build();
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Settings with the public key in a file. */
    public BearerSettings settings() {
        return settings(Optional.empty());
    }

    public BearerSettings settings(Optional<String> type) {
        try {
            Path file = Files.createTempFile("issuer", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(file, new JWKSet(List.of(key.toPublicJWK())).toString());
            return new BearerSettings(
                    ISSUER,
                    AUDIENCE,
                    Optional.empty(),
                    Optional.of(file),
                    Set.of("RS256", "ES256"),
                    type,
                    Duration.ofSeconds(30),
                    new CallerClaims("name", "realm_access.roles", Map.of()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

package io.spanwire.acceptance.harness;

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
import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.SessionKey;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.edge.security.SessionTokens;
import io.spanwire.edge.security.SignInMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** The users of a cluster: an issuer of bearer tokens, and the key that signs sessions. */
final class TestUsers {
    private static final String ISSUER = "https://users.example.org";
    private static final String AUDIENCE = "spanwire-test";
    private static final int KEY_BYTES = 48;
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final ECKey key;
    private final Path publicKeys;
    private final Path secret;
    private final SessionTokens sessions;

    TestUsers(Path folder) throws IOException {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("users-1").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        publicKeys = Files.writeString(folder.resolve("users.json"), new JWKSet(key.toPublicJWK()).toString());
        secret = secret(folder.resolve("session-secret"));
        sessions = new SessionTokens(
                SessionKeys.of(new SessionKey(Files.readAllBytes(secret))), Clock.systemUTC(), LIFETIME, LIFETIME);
    }

    /** A new key that signs sessions, in a file of its owner. */
    static Path secret(Path file) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.write(file, bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The settings of a server that these users may call. */
    Map<String, String> settings() {
        return Map.of(
                "session-secret-file",
                secret.toString(),
                "bearer.issuer",
                ISSUER,
                "bearer.audience",
                AUDIENCE,
                "bearer.keys-file",
                publicKeys.toString());
    }

    /** A bearer token. */
    String token(String subject, String name) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("name", name)
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

    /** The content of a session's cookie. */
    String session(String subject, String name) {
        return sessions.write(sessions.open(
                UUID.randomUUID().toString(), Caller.of(subject, name), SignInMethod.PROVIDER, "", Instant.now()));
    }
}

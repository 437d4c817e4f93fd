package io.spanwire.acceptance.harness;

import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.SessionKey;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.edge.security.SessionTokens;
import io.spanwire.edge.security.SignInMethod;
import io.spanwire.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The users of a cluster: an issuer of bearer tokens, and the key that signs sessions. */
final class TestUsers {
    private static final int KEY_BYTES = 48;
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TestIssuer issuer;
    private final Path secret;
    private final SessionTokens sessions;

    TestUsers(Path folder) throws IOException {
        issuer = new TestIssuer(folder);
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
        Map<String, String> settings = new HashMap<>(issuer.settings());
        settings.put("session-secret-file", secret.toString());
        return settings;
    }

    /** A bearer token. */
    String token(String subject, String name) {
        return issuer.token(subject, name, List.of(), Instant.now());
    }

    /** The content of a session's cookie. */
    String session(String subject, String name) {
        return sessions.write(sessions.open(
                UUID.randomUUID().toString(), Caller.of(subject, name), SignInMethod.PROVIDER, "", Instant.now()));
    }
}

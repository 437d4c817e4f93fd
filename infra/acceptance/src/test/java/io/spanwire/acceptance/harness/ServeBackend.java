package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.SessionKey;
import io.spanwire.edge.security.SessionTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code serve} against parts outside. Guests may not sign in there, so people carry bearer tokens, signed with the session
 * key that all processes of the installation share.
 */
class ServeBackend implements Backend {
    private static final int KEY_BYTES = 48;

    private final Path folder;
    private final ExternalBackends parts;
    private final ExternalBackends reached;
    private final SessionTokens tokens;
    private final Path secret;
    private final String node;
    private final Runnable closing;

    ServeBackend(Path folder, ExternalBackends parts, Runnable closing) throws IOException {
        this(folder, parts, parts, secret(folder), "node", closing);
    }

    private ServeBackend(
            Path folder, ExternalBackends parts, ExternalBackends reached, Path secret, String node, Runnable closing)
            throws IOException {
        this.folder = folder;
        this.parts = parts;
        this.reached = reached;
        this.secret = secret;
        this.node = node;
        this.closing = closing;
        this.tokens = new SessionTokens(
                new SessionKey(Files.readAllBytes(secret)),
                Clock.systemUTC(),
                Duration.ofHours(2),
                Duration.ofHours(2));
    }

    /** Another process of the same installation, with a folder of its own; it does not end the parts. */
    ServeBackend beside(String name) throws IOException {
        return beside(name, parts);
    }

    /** The same, but that process reaches the parts by these addresses; tests go on using ours. */
    ServeBackend beside(String name, ExternalBackends by) throws IOException {
        return new ServeBackend(Files.createDirectories(folder.resolve(name)), parts, by, secret, name, () -> {});
    }

    private static Path secret(Path folder) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Files.write(folder.resolve("session-secret"), key);
    }

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--data", folder.resolve("data").toString()));
        Map<String, String> settings = Map.of(
                "node-id", node,
                "kafka.bootstrap", reached.bootstrap(),
                "database.host", reached.databaseHost(),
                "database.port", Integer.toString(reached.databasePort()),
                "database.name", ExternalBackends.DATABASE,
                "database.owner-password", parts.owner(),
                "database.worker-password", parts.worker(),
                "database.reader-password", parts.reader(),
                "session-secret-file", secret.toString());
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        return arguments;
    }

    @Override
    public Path certificate() {
        return folder.resolve("data").resolve("tls").resolve("certificate.pem");
    }

    @Override
    public SignedInUser person(ServerAddress address, String name) {
        String subject = "u-" + UUID.randomUUID();
        return SignedInUser.bearer(address, subject, name, token(subject, name));
    }

    @Override
    public Optional<String> session(String name) {
        return Optional.of(token("u-" + UUID.randomUUID(), name));
    }

    private String token(String subject, String name) {
        return tokens.write(tokens.open(Caller.of(subject, name)));
    }

    @Override
    public Login database() {
        return parts.login();
    }

    @Override
    public String kafka() {
        return parts.bootstrap();
    }

    @Override
    public void close() {
        closing.run();
    }
}

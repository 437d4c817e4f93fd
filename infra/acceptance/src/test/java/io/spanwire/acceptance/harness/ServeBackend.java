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
 * The command {@code serve} with an external broker and database. It does not allow guests, so users carry bearer
 * tokens, signed with the session key that all processes of the cluster share.
 */
class ServeBackend implements Backend {
    private static final int KEY_BYTES = 48;

    private final Path folder;
    private final ExternalBackends backends;
    private final ExternalBackends addresses;
    private final SessionTokens tokens;
    private final Path secret;
    private final String node;
    private final Runnable closing;

    ServeBackend(Path folder, ExternalBackends backends, Runnable closing) throws IOException {
        this(folder, backends, backends, secret(folder), "node", closing);
    }

    private ServeBackend(
            Path folder,
            ExternalBackends backends,
            ExternalBackends addresses,
            Path secret,
            String node,
            Runnable closing)
            throws IOException {
        this.folder = folder;
        this.backends = backends;
        this.addresses = addresses;
        this.secret = secret;
        this.node = node;
        this.closing = closing;
        this.tokens = new SessionTokens(
                new SessionKey(Files.readAllBytes(secret)),
                Clock.systemUTC(),
                Duration.ofHours(2),
                Duration.ofHours(2));
    }

    /** Another process of the same cluster, with its own folder; closing it does not stop broker and database. */
    ServeBackend beside(String name) throws IOException {
        return beside(name, backends);
    }

    /** Like the other, but the process reaches broker and database at these addresses; tests continue to use ours. */
    ServeBackend beside(String name, ExternalBackends by) throws IOException {
        return new ServeBackend(Files.createDirectories(folder.resolve(name)), backends, by, secret, name, () -> {});
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
                "kafka.bootstrap", addresses.bootstrap(),
                "database.host", addresses.databaseHost(),
                "database.port", Integer.toString(addresses.databasePort()),
                "database.name", ExternalBackends.DATABASE,
                "database.owner-password", backends.owner(),
                "database.worker-password", backends.worker(),
                "database.reader-password", backends.reader(),
                "session-secret-file", secret.toString());
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        return arguments;
    }

    @Override
    public Path certificate() {
        return folder.resolve("data").resolve("tls").resolve("certificate.pem");
    }

    @Override
    public SignedInUser signIn(ServerAddress address, String name) {
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
        return backends.login();
    }

    @Override
    public String kafka() {
        return backends.bootstrap();
    }

    @Override
    public void close() {
        closing.run();
    }
}

package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The command {@code serve} with an external broker and database. It does not allow guests, so users carry bearer
 * tokens of an issuer that all processes of the cluster trust.
 */
class ServeBackend implements Backend {
    private final Path folder;
    private final ExternalBackends backends;
    private final ExternalBackends addresses;
    private final TestUsers users;
    private final String node;
    private final Runnable closing;

    ServeBackend(Path folder, ExternalBackends backends, Runnable closing) throws IOException {
        this(folder, backends, backends, new TestUsers(folder), "node", closing);
    }

    private ServeBackend(
            Path folder,
            ExternalBackends backends,
            ExternalBackends addresses,
            TestUsers users,
            String node,
            Runnable closing) {
        this.folder = folder;
        this.backends = backends;
        this.addresses = addresses;
        this.users = users;
        this.node = node;
        this.closing = closing;
    }

    /** Another process of the same cluster, with its own folder; closing it does not stop broker and database. */
    ServeBackend beside(String name) throws IOException {
        return beside(name, backends);
    }

    /** Like the other, but the process reaches broker and database at these addresses; tests continue to use ours. */
    ServeBackend beside(String name, ExternalBackends by) throws IOException {
        return new ServeBackend(Files.createDirectories(folder.resolve(name)), backends, by, users, name, () -> {});
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
                "database.reader-password", backends.reader());
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        backends.login().ifPresent(login -> arguments.addAll(List.of("--set", "kafka.client-file=" + login.file())));
        users.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + '=' + value)));
        return arguments;
    }

    @Override
    public Path certificate() {
        return folder.resolve("data").resolve("tls").resolve("certificate.pem");
    }

    @Override
    public SignedInUser signIn(ServerAddress address, String name) {
        String subject = "u-" + UUID.randomUUID();
        return SignedInUser.bearer(address, subject, name, users.token(subject, name));
    }

    @Override
    public Optional<String> session(String name) {
        return Optional.of(users.session("u-" + UUID.randomUUID(), name));
    }

    @Override
    public Login database() {
        return backends.database();
    }

    @Override
    public Map<String, Object> kafka() {
        return backends.kafka();
    }

    @Override
    public void close() {
        closing.run();
    }
}

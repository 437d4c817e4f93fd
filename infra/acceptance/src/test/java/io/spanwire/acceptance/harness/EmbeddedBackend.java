package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Broker and database inside the program; their ports and passwords are read from the data folder. */
final class EmbeddedBackend implements Backend {
    private static final String OWNER = "spanwire_owner";

    private final Path data;

    EmbeddedBackend(Path data) {
        this.data = data;
    }

    @Override
    public void prepareFolder() throws IOException {
        PreparedProgram.provideDatabase(data.resolve("postgres"));
    }

    @Override
    public List<String> arguments() {
        return List.of("up", "--data", data.toString());
    }

    @Override
    public Path certificate() {
        return data.resolve("tls").resolve("certificate.pem");
    }

    @Override
    public SignedInUser signIn(ServerAddress address, String name) throws IOException, InterruptedException {
        return SignedInUser.signIn(address, name);
    }

    @Override
    public List<ProcessHandle> children() {
        return PostmasterLookup.of(data);
    }

    @Override
    public Login database() {
        String url = "jdbc:postgresql://127.0.0.1:" + port("postgres", "postgres") + "/spanwire";
        return new Login(
                url, OWNER, read(data.resolve("postgres").resolve("secrets").resolve(OWNER)));
    }

    @Override
    public Map<String, Object> kafka() {
        return KafkaLogin.in(data).client("127.0.0.1:" + port("kafka", "broker"));
    }

    private String port(String part, String name) {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve(part).resolve("ports.properties"))) {
            ports.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports.getProperty(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing: the program stops its broker and database. */
    @Override
    public void close() {}
}

package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The broker and the database of a server under test: embedded in the program; in containers ({@code -Pcontainers});
 * or, for machines without Docker, in a separate process ({@code -Dspanwire.test.backend=apart}).
 */
public interface Backend extends AutoCloseable {

    /** The backend that the build selects, for a server on this folder. */
    static Backend selected(Path folder) throws IOException {
        assumeAvailable();
        return switch (selection()) {
            case "containers" -> ContainerBackend.start(folder);
            case "apart" -> TestCluster.start(folder).backend();
            default -> new EmbeddedBackend(folder.resolve("data"));
        };
    }

    /** Skips the test with a banner where the selected backend cannot run. */
    static void assumeAvailable() {
        if (selection().equals("containers")) {
            ContainerBackend.assumeDocker();
        }
    }

    private static String selection() {
        return System.getProperty("spanwire.test.backend", "embedded");
    }

    /** Whether broker and database run inside the program. */
    default boolean isEmbedded() {
        return this instanceof EmbeddedBackend;
    }

    /** Puts into a new or erased data folder what would only cost time to create. */
    default void prepareFolder() throws IOException {}

    /** The command and options that start a server on this backend. */
    List<String> arguments();

    /** The server's certificate; it exists after the first start. */
    Path certificate();

    /** Signs in a new user. */
    SignedInUser signIn(ServerAddress address, String name) throws IOException, InterruptedException;

    /** The token of a new session for a browser; empty where guests sign in by themselves. */
    default Optional<String> session(String name) {
        return Optional.empty();
    }

    /** Processes that the server has started and that must end with it. */
    default List<ProcessHandle> children() {
        return List.of();
    }

    /** The database login of the schema owner. */
    Login database();

    /** The settings of a client of Kafka: the address and, where the broker asks for one, the login. */
    Map<String, Object> kafka();

    /** The command topic, for tests that tamper with it. */
    default CommandTopic commandLog() {
        return new CommandTopic(kafka());
    }

    /** The database, accessed as its owner. */
    default OwnerDatabase owner() {
        return new OwnerDatabase(database());
    }

    /** A JDBC address with user and password. */
    record Login(String url, String user, String password) {}

    @Override
    void close();
}

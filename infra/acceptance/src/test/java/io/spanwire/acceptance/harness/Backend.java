package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where broker and database come from: inside the program; containers beside it ({@code -Pcontainers}); or, for machines
 * without Docker, a process of their own ({@code -Dspanwire.test.backend=apart}).
 */
public interface Backend extends AutoCloseable {

    /** The one that the build asks for, for a server on this folder. */
    static Backend asAsked(Path folder) throws IOException {
        assumePossible();
        return switch (asked()) {
            case "containers" -> ContainerBackend.start(folder);
            case "apart" -> TestCluster.start(folder).backend();
            default -> new EmbeddedBackend(folder.resolve("data"));
        };
    }

    /** Skips the test, loudly, where the backend that the build asks for cannot run. */
    static void assumePossible() {
        if (asked().equals("containers")) {
            ContainerBackend.assumeDocker();
        }
    }

    private static String asked() {
        return System.getProperty("spanwire.test.backend", "embedded");
    }

    /** Whether broker and database are inside the program. */
    default boolean isEmbedded() {
        return this instanceof EmbeddedBackend;
    }

    /** The command and options that start a program on it. */
    List<String> arguments();

    /** The server's certificate, once it has started. */
    Path certificate();

    /** Somebody new, signed in. */
    SignedInUser person(ServerAddress address, String name) throws IOException, InterruptedException;

    /** The token of a new session, for a browser; empty where its guests sign in by themselves. */
    default Optional<String> session(String name) {
        return Optional.empty();
    }

    /** Processes that the program has started and that must end with it. */
    default List<ProcessHandle> children() {
        return List.of();
    }

    /** The database's address for its owner. */
    Login database();

    String kafka();

    /** The topic of commands, for those who touch what they should not. */
    default CommandTopic commandLog() {
        return new CommandTopic(kafka());
    }

    /** The database in the hands of its owner. */
    default OwnerDatabase owner() {
        return new OwnerDatabase(database());
    }

    /** A JDBC address with user and password. */
    record Login(String url, String user, String password) {}

    @Override
    void close();
}

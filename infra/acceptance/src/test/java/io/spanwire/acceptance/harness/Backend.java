package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.Address;
import io.spanwire.acceptance.client.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where broker and database come from: inside the program, or containers beside it ({@code -Pcontainers}). */
public interface Backend extends AutoCloseable {

    /** The one that the build asks for, for a server on this folder. */
    static Backend asAsked(Path folder) throws IOException {
        return System.getProperty("spanwire.test.backend", "embedded").equals("containers")
                ? ContainerBackend.start(folder)
                : new EmbeddedBackend(folder.resolve("data"));
    }

    /** The command and options that start a program on it. */
    List<String> arguments();

    /** The server's certificate, once it has started. */
    Path certificate();

    /** Somebody new, signed in. */
    Person person(Address address, String name) throws IOException, InterruptedException;

    /** The database's address for its owner. */
    Login database();

    String kafka();

    /** A JDBC address with user and password. */
    record Login(String url, String user, String password) {}

    @Override
    void close();
}

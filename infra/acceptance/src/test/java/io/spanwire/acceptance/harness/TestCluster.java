package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Broker and database in a process of their own, and any number of {@code serve} processes with the roles a test gives them:
 * an installation as it is in production, on one machine.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path folder;
    private final Path data;
    private final List<Server> servers = new ArrayList<>();
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private @Nullable ServerProcess parts;
    private @Nullable ServeBackend backend;
    private int runs;

    private TestCluster(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("parts");
    }

    /** Broker and database of a new installation, below target. */
    public static TestCluster start(String name) throws IOException {
        return start(TestFolders.fresh(name));
    }

    static TestCluster start(Path folder) throws IOException {
        TestCluster installation = new TestCluster(folder);
        installation.startParts();
        installation.backend = new ServeBackend(folder, installation.parts(), installation::close);
        return installation;
    }

    /** Starts broker and database (again), on the ports they had. */
    public void startParts() throws IOException {
        ServerProcess started = ServerProcess.start(
                BackendsProcess.class, folder.resolve("parts-" + ++runs + ".txt"), List.of(data.toString()));
        parts = started;
        started.ready();
        orphans.addAll(PostmasterLookup.of(data));
    }

    /** SIGKILL for broker and database, at the same moment. */
    public void killParts() throws IOException, InterruptedException {
        ServerProcess running = running();
        List<ProcessHandle> database = PostmasterLookup.of(data);
        running.signal("KILL");
        database.forEach(ProcessHandle::destroyForcibly);
        database.forEach(process -> process.onExit().join());
    }

    /** Asks broker and database to stop, and waits until they have. */
    public void stopParts() throws IOException, InterruptedException {
        running().signal("TERM");
        if (running().ended(STOP).isEmpty()) {
            throw new IllegalStateException("Broker and database do not stop");
        }
    }

    /** The database's folder. */
    public Path databaseFolder() {
        return data.resolve("postgres").resolve("data");
    }

    public Path folder() {
        return folder;
    }

    public boolean partsAlive() {
        return running().isAlive();
    }

    private ServerProcess running() {
        if (parts == null) {
            throw new IllegalStateException("Not started");
        }
        return parts;
    }

    /** A new process of this installation with these roles. */
    public Server serve(String name, String roles) throws IOException {
        return serve(name, roles, LaunchOptions.PLAIN);
    }

    /** The same, started in another way. */
    public Server serve(String name, String roles, LaunchOptions launch) throws IOException {
        Server server = Server.start(
                Files.createDirectories(folder.resolve(name)),
                backend().beside(name),
                Server.freePort(),
                launch,
                "--roles",
                roles);
        servers.add(server);
        return server;
    }

    /** Runs a command of the program from a place of its own, told where the parts are: what it said, and its exit code. */
    public Map.Entry<Integer, String> run(String... command) throws IOException, InterruptedException {
        ServeBackend operator = backend().beside("operator");
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(operator.arguments().subList(1, operator.arguments().size()));
        return ServerProcess.run(folder.resolve("operator-" + ++runs + ".txt"), arguments);
    }

    ServeBackend backend() {
        if (backend == null) {
            throw new IllegalStateException("Not started");
        }
        return backend;
    }

    private ExternalBackends parts() throws IOException {
        Properties kafka = ports("kafka");
        Properties postgres = ports("postgres");
        return new ExternalBackends(
                "127.0.0.1:" + kafka.getProperty("broker"),
                "127.0.0.1",
                Integer.parseInt(postgres.getProperty("postgres")),
                secret(ExternalBackends.OWNER),
                secret(ExternalBackends.WORKER),
                secret(ExternalBackends.READER));
    }

    private Properties ports(String part) throws IOException {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve(part).resolve("ports.properties"))) {
            ports.load(in);
        }
        return ports;
    }

    private String secret(String name) throws IOException {
        return Files.readString(data.resolve("postgres").resolve("secrets").resolve(name))
                .strip();
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
        if (parts != null && parts.isAlive()) {
            Server.endQuietly(parts);
        }
        orphans.forEach(ProcessHandle::destroyForcibly);
    }
}

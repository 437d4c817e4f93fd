package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as in production, on one machine: broker and database in a separate process, and any number of
 * {@code serve} processes with the roles that a test gives them.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final Path folder;
    private final Path data;
    private final List<Server> servers = new ArrayList<>();
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private @Nullable ServerProcess backends;
    private @Nullable ServeBackend backend;
    private int runs;

    private TestCluster(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("backends");
    }

    /** Starts broker and database of a new cluster, in a folder below target. */
    public static TestCluster start(String name) throws IOException {
        return start(TestFolders.fresh(name));
    }

    static TestCluster start(Path folder) throws IOException {
        TestCluster cluster = new TestCluster(folder);
        cluster.startBackends();
        cluster.backend = new ServeBackend(folder, cluster.backends(), cluster::close);
        return cluster;
    }

    /** Starts or restarts broker and database, on the same ports. */
    public void startBackends() throws IOException {
        PreparedProgram.provideDatabase(data.resolve("postgres"));
        ServerProcess started = ServerProcess.start(
                BackendsProcess.class, folder.resolve("backends-" + ++runs + ".txt"), List.of(data.toString()));
        backends = started;
        started.awaitReady();
        orphans.addAll(PostmasterLookup.of(data));
    }

    /** Sends SIGKILL to broker and database at the same time. */
    public void killBackends() throws IOException, InterruptedException {
        ServerProcess running = running();
        List<ProcessHandle> database = PostmasterLookup.of(data);
        running.signal("KILL");
        database.forEach(ProcessHandle::destroyForcibly);
        database.forEach(process -> process.onExit().join());
    }

    /** Stops broker and database with SIGTERM and waits for their end. */
    public void stopBackends() throws IOException, InterruptedException {
        running().signal("TERM");
        if (running().awaitExit(STOP_TIMEOUT).isEmpty()) {
            throw new IllegalStateException("Broker and database did not stop within " + STOP_TIMEOUT);
        }
    }

    /** The database's data folder. */
    public Path databaseFolder() {
        return data.resolve("postgres").resolve("data");
    }

    public Path folder() {
        return folder;
    }

    public boolean areBackendsAlive() {
        return running().isAlive();
    }

    private ServerProcess running() {
        if (backends == null) {
            throw new IllegalStateException("Not started");
        }
        return backends;
    }

    /** Starts a process of this cluster with these roles. */
    public Server serve(String name, String roles) throws IOException {
        return serve(name, roles, LaunchOptions.DEFAULT);
    }

    /** Like the other, with launch options, and options of the program. */
    public Server serve(String name, String roles, LaunchOptions launch, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--roles", roles));
        all.addAll(List.of(options));
        Server server = Server.start(
                Files.createDirectories(folder.resolve(name)),
                backend().beside(name),
                TestPorts.free(),
                launch,
                all.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    /**
     * Runs a command of the program from a separate folder, with the addresses of broker and database; its exit code
     * and output.
     */
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

    private ExternalBackends backends() throws IOException {
        Properties kafka = ports("kafka");
        Properties postgres = ports("postgres");
        return new ExternalBackends(
                "127.0.0.1:" + kafka.getProperty("broker"),
                Optional.of(KafkaLogin.in(data)),
                "127.0.0.1",
                Integer.parseInt(postgres.getProperty("postgres")),
                secret(ExternalBackends.OWNER),
                secret(ExternalBackends.WORKER),
                secret(ExternalBackends.READER));
    }

    private Properties ports(String backend) throws IOException {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve(backend).resolve("ports.properties"))) {
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
        if (backends != null && backends.isAlive()) {
            Server.endQuietly(backends);
        }
        orphans.forEach(ProcessHandle::destroyForcibly);
    }
}

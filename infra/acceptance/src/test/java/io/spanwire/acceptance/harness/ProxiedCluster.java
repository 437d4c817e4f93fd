package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.link.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in which every link has its own {@link Proxy}: from each process to PostgreSQL, from each process to Kafka,
 * and from clients to each node. Broker and database are separate processes, which tests reach directly.
 */
public final class ProxiedCluster implements AutoCloseable {
    private static final String DATABASE = "database";
    private static final String KAFKA = "kafka";

    private final Path folder;
    private final BackendProcess broker;
    private final BackendProcess database;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Server> servers = new ArrayList<>();
    private final int kafkaPort;
    private @Nullable ServeBackend backend;
    private @Nullable ExternalBackends backends;

    /** The links and ports of one process. */
    private record Node(Proxy database, Proxy kafka, Proxy clients, int httpsPort, ReadinessProbe readiness) {}

    private ProxiedCluster(Path folder, List<String> names) throws IOException {
        this.folder = folder;
        this.kafkaPort = TestPorts.free();
        List<BrokerConfig.Listener> listeners = new ArrayList<>();
        for (String name : names) {
            listeners.add(addNode(name));
        }
        Path file = folder.resolve("broker.properties");
        new BrokerConfig(folder.resolve(KAFKA), kafkaPort, TestPorts.free(), listeners).write(file);
        this.broker = new BackendProcess(BrokerProcess.class, folder, KAFKA, List.of(file.toString()), List::of);
        this.database = new BackendProcess(
                DatabaseProcess.class,
                folder,
                DATABASE,
                List.of(
                        folder.resolve(DATABASE).toString(),
                        folder.resolve("binaries").toString()),
                () -> PostmasterLookup.withChildren(folder.resolve(DATABASE)));
    }

    private BrokerConfig.Listener addNode(String name) throws IOException {
        int listener = TestPorts.free();
        int httpsPort = TestPorts.free();
        Node node = new Node(
                Proxy.between(TestPorts.free(), 1, name + "-database"),
                Proxy.between(TestPorts.free(), listener, name + "-kafka"),
                Proxy.between(TestPorts.free(), httpsPort, name + "-clients"),
                httpsPort,
                new ReadinessProbe(TestPorts.free()));
        nodes.put(name, node);
        return new BrokerConfig.Listener(
                name.toUpperCase(Locale.ROOT), listener, node.kafka().port());
    }

    /** Starts broker and database, for nodes with these names, in a folder below target. No node runs yet. */
    public static ProxiedCluster start(String name, List<String> nodes) throws IOException {
        return start(TestFolders.fresh(name), nodes);
    }

    /** Like the other, in a prepared folder: {@code kafka} and {@code database} in it may be separate file systems. */
    public static ProxiedCluster start(Path folder, List<String> nodes) throws IOException {
        ProxiedCluster cluster = new ProxiedCluster(folder, nodes);
        PreparedProgram.provideDatabase(folder.resolve(DATABASE), folder.resolve("binaries"));
        cluster.broker.start();
        cluster.startDatabase();
        cluster.backends = cluster.directBackends();
        cluster.backend = new ServeBackend(folder, cluster.backends, () -> {});
        return cluster;
    }

    /** Starts or restarts the database and directs the links to its port. */
    public void startDatabase() throws IOException {
        database.start();
        int port = databasePort();
        nodes.values().forEach(node -> node.database().retarget(port));
    }

    private ExternalBackends directBackends() throws IOException {
        return new ExternalBackends(
                "127.0.0.1:" + kafkaPort,
                Optional.empty(),
                "127.0.0.1",
                databasePort(),
                secret(ExternalBackends.OWNER),
                secret(ExternalBackends.WORKER),
                secret(ExternalBackends.READER));
    }

    private int databasePort() throws IOException {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(DATABASE).resolve("ports.properties"))) {
            ports.load(in);
        }
        return Integer.parseInt(ports.getProperty("postgres"));
    }

    private String secret(String name) throws IOException {
        return Files.readString(folder.resolve(DATABASE).resolve("secrets").resolve(name))
                .strip();
    }

    /** Starts the node with these roles and waits until it is ready. */
    public Server serve(String name, String roles) throws IOException {
        return serve(name, roles, LaunchOptions.DEFAULT);
    }

    /** Like the other, with launch options. */
    public Server serve(String name, String roles, LaunchOptions launch) throws IOException {
        Node node = node(name);
        ExternalBackends proxied = Objects.requireNonNull(backends)
                .through(node.kafka().port(), node.database().port());
        Server server = Server.start(
                Files.createDirectories(folder.resolve(name)),
                Objects.requireNonNull(backend).beside(name, proxied),
                node.httpsPort(),
                launch,
                "--roles",
                roles,
                "--set",
                "public-origins=https://localhost:" + node.httpsPort() + ",https://localhost:"
                        + node.clients().port(),
                "--set",
                "management.port=" + node.readiness().port());
        servers.add(server);
        return server;
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    /** The readiness endpoint of the node. */
    public ReadinessProbe readiness(String node) {
        return node(node).readiness();
    }

    public Proxy toDatabase(String node) {
        return node(node).database();
    }

    public Proxy toKafka(String node) {
        return node(node).kafka();
    }

    public Proxy fromClients(String node) {
        return node(node).clients();
    }

    /** All links to the database. */
    public List<Proxy> toDatabase() {
        return nodes.values().stream().map(Node::database).toList();
    }

    /** All links to the broker. */
    public List<Proxy> toKafka() {
        return nodes.values().stream().map(Node::kafka).toList();
    }

    /** The node's address for clients: its link. */
    public ServerAddress throughLink(String node) {
        return throughLink(servers.stream()
                .filter(server -> server.folder().endsWith(node))
                .findFirst()
                .orElseThrow());
    }

    /** Like the other; thread-safe after the server's first start. */
    public ServerAddress throughLink(Server server) {
        Proxy link = fromClients(server.folder().getFileName().toString());
        return new ServerAddress(
                URI.create("https://localhost:" + link.port()), server.address().http());
    }

    public BackendProcess broker() {
        return broker;
    }

    public BackendProcess database() {
        return database;
    }

    public Path folder() {
        return folder;
    }

    /** The database's data folder; a test may replace it while the database is stopped. */
    public Path databaseFolder() {
        return folder.resolve(DATABASE).resolve("data");
    }

    /** The text of the database's log. */
    public String databaseLog() throws IOException {
        return Files.readString(folder.resolve(DATABASE).resolve("server.log"));
    }

    /** Connects as the owner of the schema. */
    public Connection connectAsOwner() throws SQLException {
        Backend.Login login = Objects.requireNonNull(backends).database();
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    /** Connects as the superuser. */
    public Connection connectAsSuperuser() throws SQLException, IOException {
        return DriverManager.getConnection(
                Objects.requireNonNull(backends).database().url(), "postgres", secret("postgres"));
    }

    @Override
    public void close() throws IOException {
        servers.forEach(Server::close);
        for (Node node : nodes.values()) {
            node.database().close();
            node.kafka().close();
            node.clients().close();
        }
        database.close();
        broker.close();
    }
}

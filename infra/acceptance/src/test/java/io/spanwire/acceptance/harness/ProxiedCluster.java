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
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An installation whose every link goes through a {@link Proxy} of its own: from each process to PostgreSQL, from each process
 * to Kafka, and from clients to each door. Broker and database are processes of their own. Tests reach both directly.
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
    private @Nullable ExternalBackends parts;

    /** The links of one process, and its ports. */
    private record Node(Proxy database, Proxy kafka, Proxy door, int doorPort, ReadinessProbe readiness) {}

    private ProxiedCluster(Path folder, List<String> names) throws IOException {
        this.folder = folder;
        this.kafkaPort = TestPorts.free();
        List<BrokerConfig.Listener> listeners = new ArrayList<>();
        for (String name : names) {
            listeners.add(wire(name));
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
                () -> PostmasterLookup.family(folder.resolve(DATABASE)));
    }

    private BrokerConfig.Listener wire(String name) throws IOException {
        int listener = TestPorts.free();
        int door = TestPorts.free();
        Node node = new Node(
                Proxy.between(TestPorts.free(), 1, name + "-database"),
                Proxy.between(TestPorts.free(), listener, name + "-kafka"),
                Proxy.between(TestPorts.free(), door, name + "-door"),
                door,
                new ReadinessProbe(TestPorts.free()));
        nodes.put(name, node);
        return new BrokerConfig.Listener(
                name.toUpperCase(Locale.ROOT), listener, node.kafka().port());
    }

    /** Broker and database for processes of these names, below target. Nothing else runs yet. */
    public static ProxiedCluster start(String name, List<String> nodes) throws IOException {
        return start(TestFolders.fresh(name), nodes);
    }

    /** On a folder that the test has prepared: {@code kafka} and {@code database} in it may be file systems of their own. */
    public static ProxiedCluster start(Path folder, List<String> nodes) throws IOException {
        ProxiedCluster made = new ProxiedCluster(folder, nodes);
        made.broker.start();
        made.startDatabase();
        made.parts = made.reached();
        made.backend = new ServeBackend(folder, made.parts, () -> {});
        return made;
    }

    /** Starts the database (again), where the links find it. */
    public void startDatabase() throws IOException {
        database.start();
        int port = databasePort();
        nodes.values().forEach(node -> node.database().retarget(port));
    }

    private ExternalBackends reached() throws IOException {
        return new ExternalBackends(
                "127.0.0.1:" + kafkaPort,
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

    /** The process of that name, with these roles, ready. */
    public Server serve(String name, String roles) throws IOException {
        return serve(name, roles, LaunchOptions.PLAIN);
    }

    /** The same, started in another way. */
    public Server serve(String name, String roles, LaunchOptions launch) throws IOException {
        Node node = node(name);
        ExternalBackends behind = Objects.requireNonNull(parts)
                .behind(node.kafka().port(), node.database().port());
        Server server = Server.start(
                Files.createDirectories(folder.resolve(name)),
                Objects.requireNonNull(backend).beside(name, behind),
                node.doorPort(),
                launch,
                "--roles",
                roles,
                "--set",
                "public-origins=https://localhost:" + node.doorPort() + ",https://localhost:"
                        + node.door().port(),
                "--set",
                "management.port=" + node.readiness().port());
        servers.add(server);
        return server;
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    /** What the management port of that process says. */
    public ReadinessProbe readiness(String node) {
        return node(node).readiness();
    }

    public Proxy toDatabase(String node) {
        return node(node).database();
    }

    public Proxy toKafka(String node) {
        return node(node).kafka();
    }

    public Proxy toDoor(String node) {
        return node(node).door();
    }

    /** All links to the database. */
    public List<Proxy> toDatabase() {
        return nodes.values().stream().map(Node::database).toList();
    }

    /** All links to the broker. */
    public List<Proxy> toKafka() {
        return nodes.values().stream().map(Node::kafka).toList();
    }

    /** A door as clients reach it: through its link. */
    public ServerAddress throughLink(String node) {
        return throughLink(servers.stream()
                .filter(server -> server.folder().endsWith(node))
                .findFirst()
                .orElseThrow());
    }

    /** The same. Any thread, at any time after the door's first start. */
    public ServerAddress throughLink(Server door) {
        Proxy link = toDoor(door.folder().getFileName().toString());
        return new ServerAddress(
                URI.create("https://localhost:" + link.port()), door.address().http());
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

    /** What the database keeps; another may be put in its place while it is stopped. */
    public Path databaseFolder() {
        return folder.resolve(DATABASE).resolve("data");
    }

    /** The database's log. */
    public String databaseLog() throws IOException {
        return Files.readString(folder.resolve(DATABASE).resolve("server.log"));
    }

    /** As the role that owns the schema. */
    public Connection owner() throws SQLException {
        Backend.Login login = Objects.requireNonNull(parts).login();
        return DriverManager.getConnection(login.url(), login.user(), login.password());
    }

    /** As the superuser. */
    public Connection superuser() throws SQLException, IOException {
        return DriverManager.getConnection(Objects.requireNonNull(parts).login().url(), "postgres", secret("postgres"));
    }

    @Override
    public void close() throws IOException {
        servers.forEach(Server::close);
        for (Node node : nodes.values()) {
            node.database().close();
            node.kafka().close();
            node.door().close();
        }
        database.close();
        broker.close();
    }
}

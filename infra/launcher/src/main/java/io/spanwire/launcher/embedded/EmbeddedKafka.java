package io.spanwire.launcher.embedded;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.start.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process, for local connections with a {@link BrokerLogin} only, with its data in a folder: formatted
 * at the first start, recovered after a crash. Starting and closing block; close from one thread.
 *
 * <p>Durability: an acknowledged record is in the page cache, so it survives the death of this process. A power failure
 * keeps decided commands, because PostgreSQL forces them to disk; accepted commands may be lost since the last flush of
 * the command log, at most one second before, because a single broker has no replica.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /**
     * The {@code flush.ms} of the command log: less than the interval at which the broker looks for due logs (see
     * {@code broker.properties}), so that each look forces it to disk.
     */
    public static final Duration COMMAND_FLUSH = Duration.ofMillis(500);

    private static final String CLIENT_FILE = "client.properties";

    private final KafkaRaftServer server;
    private final KafkaSettings client;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, KafkaSettings client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Starts a broker on a folder (created when missing) and returns when it serves. The file {@code client.properties} in
     * the folder has the login for other programs of this system user.
     *
     * @throws UserFacingException when another process uses the folder, or the broker does not start
     */
    public static EmbeddedKafka start(Path folder) {
        return start(folder, Map.of(), Map.of());
    }

    /** The same with more settings, and more users with their passwords. */
    static EmbeddedKafka start(Path folder, Map<String, String> settings, Map<String, String> users) {
        try {
            Path home = folder.toAbsolutePath();
            PrivateFiles.createFolder(home);
            Path data = Files.createDirectories(home.resolve("data"));
            refuseIfInUse(data);
            LoopbackPorts ports = LoopbackPorts.load(home.resolve("ports.properties"));
            int port = ports.claim("broker");
            Properties properties = properties(data, port, ports.claim("controller"));
            properties.putAll(settings);
            formatIfNew(home, data, properties);
            BrokerLogin.require(properties, home, users);
            writeClientFile(home);
            return run(properties, client(home, port));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The configuration: {@code broker.properties} beside this class, loopback addresses and the data folder. */
    private static Properties properties(Path data, int brokerPort, int controllerPort) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(EmbeddedKafka.class.getResourceAsStream("broker.properties"))) {
            properties.load(in);
        }
        String broker = "LOCAL://" + LoopbackPorts.HOST + ":" + brokerPort;
        String controller = LoopbackPorts.HOST + ":" + controllerPort;
        properties.setProperty("listeners", broker + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("controller.quorum.voters", properties.getProperty("node.id") + "@" + controller);
        properties.setProperty("log.dirs", data.toString());
        return properties;
    }

    /** How to reach the broker of a folder. */
    static KafkaSettings client(Path home, int port) {
        return new KafkaSettings(LoopbackPorts.HOST + ":" + port, BrokerLogin.client(home));
    }

    private static void writeClientFile(Path home) throws IOException {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(BrokerLogin.client(home))
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        PrivateFiles.write(home.resolve(CLIENT_FILE), lines.toString());
    }

    private static EmbeddedKafka run(Properties properties, KafkaSettings client) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        try {
            server.startup();
            return new EmbeddedKafka(server, client);
        } catch (RuntimeException e) {
            server.shutdown();
            throw failed(e);
        }
    }

    /** A running broker holds a lock on this file; a crash leaves the file behind without a lock. */
    private static void refuseIfInUse(Path data) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw inUse(data);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(data);
        }
    }

    private static UserFacingException inUse(Path data) {
        return new UserFacingException(
                "Another process runs a Kafka broker on " + data + ".", "Stop it, or use another data folder.");
    }

    private static void formatIfNew(Path home, Path data, Properties properties) throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Path file = home.resolve("format.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, "Configuration of the storage format");
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(output, true, StandardCharsets.UTF_8);
        String[] command = {
            "format",
            "--config",
            file.toString(),
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--ignore-formatted"
        };
        if (StorageTool.execute(command, printer) != 0) {
            throw new UserFacingException(
                    "Kafka's storage could not be formatted: "
                            + output.toString(StandardCharsets.UTF_8).strip(),
                    "Check that the data folder can be written and has free space.");
        }
    }

    private static UserFacingException failed(Exception e) {
        return new UserFacingException(
                "The embedded Kafka broker did not start: " + e.getMessage(),
                "The log has the details. Check free disk space and the permissions of the data folder.",
                e);
    }

    /** {@code host:port}, valid until {@link #close()}. */
    public String bootstrapServers() {
        return client.bootstrap();
    }

    /** The address and the login for clients. */
    public KafkaSettings client() {
        return client;
    }

    /** Stops serving and flushes the logs, so that the next start needs no recovery. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }
}

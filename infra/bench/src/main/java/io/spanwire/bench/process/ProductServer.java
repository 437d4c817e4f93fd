package io.spanwire.bench.process;

import io.spanwire.bench.BenchFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Spanwire process started as a user starts it: {@code infra/up} with a data folder and a free port. */
public final class ProductServer implements AutoCloseable {
    private static final String READY = "Spanwire is ready: ";

    /** A few guests stand for many callers, so the limits of one caller are out of their way. */
    private static final List<String> SETTINGS = List.of(
            "rate.commands=1000000",
            "rate.commands-per-address=1000000",
            "rate.reads=1000000",
            "rate.reads-per-address=1000000",
            "rate.handshakes-per-address=1000000",
            "connections.per-address=30000",
            "sockets.per-address=20000",
            "sockets.per-caller=20000",
            "webhooks.plain-http=true",
            "webhooks.allowed-networks=127.0.0.1");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ChildProcess child;
    private final URI address;
    private final URI metrics;
    private final Duration startTime;
    private final Path data;
    private final ProcessTree tree;

    private ProductServer(
            ChildProcess child, URI address, URI metrics, Duration startTime, Path data, ProcessTree tree) {
        this.child = child;
        this.address = address;
        this.metrics = metrics;
        this.startTime = startTime;
        this.data = data;
        this.tree = tree;
    }

    /** How the product is started. {@code javaOptions} replaces the script's defaults unless empty. */
    public record Setup(Path root, CpuPinning pinning, String javaOptions) {

        /** Starts on the server CPUs; the load generator runs on the others. */
        public ProductServer start(Path data) {
            return ProductServer.start(this, pinning.onServerCpus(command(data)), data);
        }

        /** Starts on all CPUs, for measurements without load. */
        public ProductServer startOnAllCpus(Path data) {
            return ProductServer.start(this, pinning.onAllCpus(command(data)), data);
        }

        private List<String> command(Path data) {
            List<String> command = new ArrayList<>(
                    List.of(root.resolve("infra/up").toString(), "--port", freePort(), "--data", data.toString()));
            SETTINGS.forEach(setting -> command.addAll(List.of("--set", setting)));
            return command;
        }

        /** The same with other JVM options. */
        public Setup withJavaOptions(String options) {
            return new Setup(root, pinning, options);
        }
    }

    private static ProductServer start(Setup setup, List<String> program, Path data) {
        String management = freePort();
        List<String> command = Stream.concat(program.stream(), Stream.of("--set", "management.port=" + management))
                .toList();
        long start = System.nanoTime();
        Map<String, String> environment =
                setup.javaOptions().isEmpty() ? Map.of() : Map.of("SPANWIRE_JAVA_OPTS", setup.javaOptions());
        ChildProcess child = ChildProcess.start(command, environment, data.resolveSibling(data.getFileName() + ".log"));
        URI address = URI.create(child.awaitLine(READY).strip());
        Duration startTime = Duration.ofNanos(System.nanoTime() - start);
        URI metrics = URI.create("http://127.0.0.1:" + management + "/metrics");
        return new ProductServer(
                child, address, metrics, startTime, data, ProcessTree.of(child.pid(), data.resolve("postgres")));
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return address.getPort();
    }

    /** Time from the start of the script to the ready line. */
    public Duration startTime() {
        return startTime;
    }

    /** The folder with its data. */
    public Path data() {
        return data;
    }

    public ProcessTree tree() {
        return tree;
    }

    /** What the lanes have done since the start. */
    public LaneFigures lanes() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build();
            return LaneFigures.parse(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}

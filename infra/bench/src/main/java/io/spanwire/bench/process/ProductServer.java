package io.spanwire.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Spanwire process started as a user starts it: {@code infra/up} with a data folder and a free port. */
public final class ProductServer implements AutoCloseable {
    private static final String READY = "Spanwire is ready: ";

    private final ChildProcess child;
    private final URI address;
    private final Duration startTime;
    private final ProcessTree tree;

    private ProductServer(ChildProcess child, URI address, Duration startTime, ProcessTree tree) {
        this.child = child;
        this.address = address;
        this.startTime = startTime;
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
            return List.of(root.resolve("infra/up").toString(), "--port", freePort(), "--data", data.toString());
        }
    }

    private static ProductServer start(Setup setup, List<String> command, Path data) {
        long start = System.nanoTime();
        Map<String, String> environment =
                setup.javaOptions().isEmpty() ? Map.of() : Map.of("SPANWIRE_JAVA_OPTS", setup.javaOptions());
        ChildProcess child = ChildProcess.start(command, environment, data.resolveSibling(data.getFileName() + ".log"));
        URI address = URI.create(child.awaitLine(READY).strip());
        Duration startTime = Duration.ofNanos(System.nanoTime() - start);
        return new ProductServer(child, address, startTime, ProcessTree.of(child.pid(), data.resolve("postgres")));
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

    public ProcessTree tree() {
        return tree;
    }

    @Override
    public void close() {
        child.close();
    }
}

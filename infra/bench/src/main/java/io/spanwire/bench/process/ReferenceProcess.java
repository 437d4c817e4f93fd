package io.spanwire.bench.process;

import io.spanwire.bench.reference.PlainServer;
import io.spanwire.bench.reference.ReferenceEndpoints;
import io.spanwire.bench.reference.ReferenceServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reference program running in a separate JVM: the {@link ReferenceServer} or the {@link PlainServer}. */
public final class ReferenceProcess implements AutoCloseable {
    private final ChildProcess child;
    private final ReferenceEndpoints endpoints;
    private final Duration startTime;
    private final ProcessTree tree;

    private ReferenceProcess(ChildProcess child, ReferenceEndpoints endpoints, Duration startTime, ProcessTree tree) {
        this.child = child;
        this.endpoints = endpoints;
        this.startTime = startTime;
        this.tree = tree;
    }

    /**
     * How the reference is started; the JVM options are those of the product.
     *
     * @param program main class; its arguments are the data folder and the given ones
     */
    public record Setup(CpuPinning pinning, List<String> javaOptions, Class<?> program, List<String> arguments) {

        /** The embedded broker, the database and a bare server. */
        public static Setup bareParts(CpuPinning pinning, List<String> javaOptions) {
            return new Setup(pinning, javaOptions, ReferenceServer.class, List.of());
        }

        /** A server as in a tutorial. */
        public static Setup plainServer(CpuPinning pinning, List<String> javaOptions, int databaseConnections) {
            return new Setup(pinning, javaOptions, PlainServer.class, List.of(Integer.toString(databaseConnections)));
        }

        /** The same with other JVM options. */
        public Setup withJavaOptions(List<String> options) {
            return new Setup(pinning, options, program, arguments);
        }

        public ReferenceProcess start(Path folder) {
            return ReferenceProcess.start(pinning.onServerCpus(command(folder)), folder);
        }

        public ReferenceProcess startOnAllCpus(Path folder) {
            return ReferenceProcess.start(pinning.onAllCpus(command(folder)), folder);
        }

        private List<String> command(Path folder) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(javaOptions);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
            command.add(folder.toString());
            command.addAll(arguments);
            return command;
        }
    }

    private static ReferenceProcess start(List<String> command, Path folder) {
        long start = System.nanoTime();
        ChildProcess child =
                ChildProcess.start(command, Map.of(), folder.resolveSibling(folder.getFileName() + ".log"));
        ReferenceEndpoints endpoints = ReferenceEndpoints.read(child.awaitLine(ReferenceEndpoints.READY));
        Duration startTime = Duration.ofNanos(System.nanoTime() - start);
        return new ReferenceProcess(
                child, endpoints, startTime, ProcessTree.of(child.pid(), folder.resolve("postgres")));
    }

    public ReferenceEndpoints endpoints() {
        return endpoints;
    }

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

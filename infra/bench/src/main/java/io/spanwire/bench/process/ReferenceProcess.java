package io.spanwire.bench.process;

import io.spanwire.bench.reference.ReferenceFacts;
import io.spanwire.bench.reference.ReferenceServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link ReferenceServer} in a JVM of its own. */
public final class ReferenceProcess implements AutoCloseable {
    private final ChildProcess child;
    private final ReferenceFacts facts;
    private final Duration startTime;
    private final ProcessTree tree;

    private ReferenceProcess(ChildProcess child, ReferenceFacts facts, Duration startTime, ProcessTree tree) {
        this.child = child;
        this.facts = facts;
        this.startTime = startTime;
        this.tree = tree;
    }

    /** How it is started: the same JVM options as the product. */
    public record Setup(CpuPinning pinning, List<String> javaOptions) {

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
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReferenceServer.class.getName()));
            command.add(folder.toString());
            return command;
        }
    }

    private static ReferenceProcess start(List<String> command, Path folder) {
        long start = System.nanoTime();
        ChildProcess child =
                ChildProcess.start(command, Map.of(), folder.resolveSibling(folder.getFileName() + ".log"));
        ReferenceFacts facts = ReferenceFacts.read(child.awaitLine(ReferenceServer.READY));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new ReferenceProcess(child, facts, took, ProcessTree.of(child.pid(), folder.resolve("postgres")));
    }

    public ReferenceFacts facts() {
        return facts;
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

package io.spanwire.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The processes of a JVM and its embedded PostgreSQL, observed through {@code /proc} (proc(5)). The postmaster detaches and
 * so is not a child of the JVM; its pid comes from its pid file.
 */
public record ProcessTree(List<ProcessHandle> roots) {

    /** @param postgres folder of the embedded database */
    static ProcessTree of(long jvm, Path postgres) {
        Path file = postgres.resolve("data").resolve("postmaster.pid");
        try {
            long postmaster = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return new ProcessTree(Stream.of(jvm, postmaster)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** User and system time since the processes started, including reaped children. */
    public double cpuSeconds() {
        double roots = sum(roots().stream(), pid -> ProcessFile.ticks(pid, true));
        double children =
                sum(roots().stream().flatMap(ProcessHandle::descendants), pid -> ProcessFile.ticks(pid, false));
        return (roots + children) / ProcessFile.TICKS_PER_SECOND;
    }

    /** CPU time and context switches since the processes started. */
    public TaskUsage usage() {
        return TaskUsage.of(jvm(), all().filter(process -> process.pid() != jvm()));
    }

    long jvm() {
        return roots.get(0).pid();
    }

    /** Memory in bytes (PSS): a shared page is divided among the processes that share it. */
    public long proportionalBytes() {
        return sum(all(), pid -> ProcessFile.kilobytes(pid, "smaps_rollup", "Pss:")) * 1024;
    }

    /** Resident memory (RSS) of the JVM alone, in bytes. */
    public long jvmResidentBytes() {
        return ProcessFile.kilobytes(jvm(), "status", "VmRSS:") * 1024;
    }

    public long processes() {
        return all().count();
    }

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
    }

    private static long sum(Stream<ProcessHandle> processes, ToLongFunction<Long> figure) {
        return processes.map(ProcessHandle::pid).mapToLong(figure).sum();
    }
}

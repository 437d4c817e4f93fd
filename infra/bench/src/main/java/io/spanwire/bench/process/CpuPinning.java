package io.spanwire.bench.process;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CPUs that the processes under test may use, as lists for {@code taskset -c}; the load generator has the others. Empty
 * on a machine with one CPU or without taskset: then all processes share all CPUs.
 *
 * @param server for the servers and their children
 * @param all every CPU, for measurements without a load generator (the start)
 */
public record CpuPinning(Optional<String> server, Optional<String> all) {

    List<String> onServerCpus(List<String> command) {
        return pinned(server, command);
    }

    List<String> onAllCpus(List<String> command) {
        return pinned(all, command);
    }

    private static List<String> pinned(Optional<String> cpus, List<String> command) {
        return cpus.map(list -> Stream.concat(Stream.of("taskset", "-c", list), command.stream())
                        .toList())
                .orElse(command);
    }

    /** A line for the report. */
    public String description() {
        return server.map(list -> "server processes (JVM, broker, PostgreSQL) on CPU " + list + ", load on the others")
                .orElse("not pinned: server, broker, PostgreSQL and load share all CPUs");
    }
}

package io.spanwire.bench.process;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which CPUs the processes under test may use, as lists for {@code taskset -c}; the load generator has the others. Empty
 * where the machine has one CPU or no taskset: then everything shares everything.
 *
 * @param server for the server, its children and the references
 * @param all every CPU, for what a user sees without a load generator (the start)
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

    /** One sentence for the report. */
    public String described() {
        return server.map(list -> "server processes (JVM, broker, PostgreSQL) on CPU " + list + ", load on the others")
                .orElse("not pinned: server, broker, PostgreSQL and load share all CPUs");
    }
}

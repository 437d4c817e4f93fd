package io.spanwire.bench;

import io.spanwire.bench.process.CpuPinning;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import io.spanwire.bench.scenario.CommandLoad;
import io.spanwire.bench.scenario.Profile;
import io.spanwire.bench.scenario.RunSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main class; its options are those of {@code infra/bench/run}. */
@Command(
        name = "infra/bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Spanwire and bare reference programs in one run on this machine.")
public final class Bench implements Callable<Integer> {
    @Option(names = "--cpus", paramLabel = "N", description = "CPUs for the servers (half); the load has the others.")
    private @Nullable Integer cpus;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of one measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "60",
            description = "Seconds of load on each new process before it is measured (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--repeat", defaultValue = "3", description = "Repetitions; medians count (${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(names = "--only", description = "One scenario: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<ScenarioName> only = List.of();

    @Option(
            names = "--in-flight",
            split = ",",
            paramLabel = "N",
            description =
                    "Concurrent commands, e.g. 1,32,256: measured with each of --streams. Without both: 32 and 256"
                            + " over 100 streams, 1 over 1.")
    private List<Integer> inFlight = List.of();

    @Option(names = "--streams", split = ",", paramLabel = "N", description = "Numbers of target streams, e.g. 1,100.")
    private List<Integer> streams = List.of();

    @Option(names = "--payload", defaultValue = "300", description = "Bytes of a command's body (${DEFAULT-VALUE}).")
    private int payload;

    @Option(names = "--rate", defaultValue = "500", description = "Posts per second for latency (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--listeners",
            defaultValue = "10",
            description = "Sockets in the room for latency (${DEFAULT-VALUE}).")
    private int listeners;

    @Option(
            names = "--sockets",
            defaultValue = "1000",
            description = "Sockets in the room for fan-out, and idle sockets (${DEFAULT-VALUE}).")
    private int sockets;

    @Option(names = "--history", defaultValue = "100000", description = "Events to replay (${DEFAULT-VALUE}).")
    private int history;

    @Option(
            names = "--plain-connections",
            defaultValue = "8",
            description = "PostgreSQL connections of the plain server (${DEFAULT-VALUE}).")
    private int plainConnections;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write every reading to a file.")
    private @Nullable Path json;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Record the product with JDK Flight Recorder while it is measured.")
    private @Nullable Path profile;

    @Option(names = "--server-cpus", hidden = true)
    private @Nullable String serverCpus;

    @Option(names = "--all-cpus", hidden = true)
    private @Nullable String allCpus;

    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of("");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> printFailure(failure, line))
                .execute(arguments));
    }

    private static int printFailure(Exception failure, CommandLine line) {
        if (failure instanceof BenchFailed) {
            line.getErr().println("infra/bench/run: " + failure.getMessage());
        } else {
            failure.printStackTrace(line.getErr());
        }
        return 1;
    }

    @Override
    public Integer call() throws Exception {
        // The script turns --cpus into lists of CPUs, because it also pins this process.
        if (cpus != null && serverCpus == null) {
            throw new BenchFailed("--cpus works with infra/bench/run only");
        }
        CpuPinning pinning = new CpuPinning(Optional.ofNullable(serverCpus), Optional.ofNullable(allCpus));
        RunSizes sizes = new RunSizes(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                repetitions,
                CommandLoad.of(inFlight, streams),
                payload,
                rate,
                listeners,
                sockets,
                history);
        new BenchRun(
                        sizes,
                        only.isEmpty() ? List.of(ScenarioName.values()) : only,
                        new Servers(
                                new ProductServer.Setup(
                                        root,
                                        pinning,
                                        profile == null
                                                ? String.join(" ", JavaOptions.plain())
                                                : JavaOptions.recorded()),
                                ReferenceProcess.Setup.plainServer(pinning, JavaOptions.plain(), plainConnections),
                                ReferenceProcess.Setup.bareParts(pinning, JavaOptions.plain())),
                        pinning,
                        new Profile(Optional.ofNullable(profile)))
                .run(Optional.ofNullable(json));
        return 0;
    }
}

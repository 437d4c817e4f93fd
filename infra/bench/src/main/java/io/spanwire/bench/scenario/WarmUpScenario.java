package io.spanwire.bench.scenario;

import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.LoadOperation;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import io.spanwire.bench.report.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rate of commands of a new process, second by second, 32 in flight. It runs once and first; for the scenarios that
 * follow it is the warm-up.
 */
public final class WarmUpScenario implements Scenario {
    private static final CommandLoad LOAD = new CommandLoad(32, 100);
    private static final List<Integer> SHOWN = List.of(1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120);

    @Override
    public List<Section> run(BenchEnvironment bench) {
        List<ChatServer> servers = List.of(bench.product(), bench.plain());
        List<RateCurve> curves =
                servers.stream().map(server -> curve(server, bench.sizes())).toList();
        String title = "Warm-up of a new process, " + LOAD.description() + ", "
                + bench.sizes().warmUp().toSeconds() + " s";
        List<ContenderReadings> readings = Stream.of(0, 1)
                .map(i -> new ContenderReadings(servers.get(i).name(), List.of(reading(curves.get(i)))))
                .toList();
        return List.of(Comparison.of(title, readings), table(servers, curves));
    }

    private static RateCurve curve(ChatServer server, RunSizes sizes) {
        RateCurve curve = new RateCurve(Math.max(1, (int) sizes.warmUp().toSeconds()));
        try (Connections connections = server.connect(LOAD.inFlight())) {
            LoadOperation post = LOAD.posts(server, connections, new Payload(sizes.payload()));
            long start = System.nanoTime();
            ClosedLoop.runFor(server.load(), LOAD.inFlight(), sizes.warmUp(), number -> post.run(number)
                    .onSuccess(response -> curve.count(System.nanoTime() - start)));
        }
        return curve;
    }

    private static Reading reading(RateCurve curve) {
        return Reading.of(Metric.FIRST_SECOND_RATE, curve.at(1))
                .and(Metric.FINAL_RATE, curve.end())
                .and(Metric.SECONDS_TO_FULL_SPEED, (double) curve.secondsToFullSpeed());
    }

    private static Table table(List<ChatServer> servers, List<RateCurve> curves) {
        List<Table.Row> rows = SHOWN.stream()
                .filter(second -> second <= curves.get(0).length())
                .map(second -> new Table.Row(
                        "second " + second,
                        curves.stream().map(curve -> curve.at(second)).toList()))
                .toList();
        return new Table(
                "Commands in single seconds of the warm-up",
                servers.stream().map(ChatServer::name).toList(),
                rows);
    }
}

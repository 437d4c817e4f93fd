package io.spanwire.bench.scenario;

import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.process.JvmManagement;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throughput of commands that return 200, that is decided and committed, in a closed loop over HTTPS: several numbers in
 * flight and of streams. The references are the plain server and, for the first load, the parts of a command's path. A table
 * then tells where the product's CPU time went.
 */
public final class CommandScenario implements Scenario {

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        List<CommandLoad> loads = bench.sizes().loads();
        Map<CommandLoad, CommandCost> costs = new LinkedHashMap<>();
        try (PathReferences path = PathReferences.open(bench, loads.get(0).inFlight());
                JvmManagement jvm = JvmManagement.of(bench.product().tree())) {
            List<Contender> contenders = new ArrayList<>();
            for (CommandLoad load : loads) {
                contenders.add(bench.recorded(
                        "commands " + load,
                        bench.product(),
                        Contender.of("Spanwire " + load, time -> product(bench, jvm, load, time, costs))));
                contenders.add(Contender.of("plain server " + load, time -> plain(bench, load, time)));
            }
            contenders.addAll(path.contenders());
            return sections(bench.sizes(), bench.sizes().rounds().run(contenders), costs);
        }
    }

    private static List<Section> sections(
            RunSizes sizes, List<ContenderReadings> measured, Map<CommandLoad, CommandCost> costs) {
        List<Section> sections = new ArrayList<>();
        List<ContenderReadings> parts = measured.subList(2 * sizes.loads().size(), measured.size());
        for (int i = 0; i < sizes.loads().size(); i++) {
            List<ContenderReadings> references = new ArrayList<>();
            references.add(measured.get(2 * i + 1).named("plain server"));
            references.addAll(i == 0 ? parts : List.of());
            String title = "Commands, closed loop, " + sizes.loads().get(i).description() + ", " + sizes.payload()
                    + "-byte payloads";
            sections.add(new Comparison(title, measured.get(2 * i).named("Spanwire"), references));
        }
        sections.add(CommandCost.table(costs));
        return sections;
    }

    private static Reading product(
            BenchEnvironment bench,
            JvmManagement jvm,
            CommandLoad load,
            Duration time,
            Map<CommandLoad, CommandCost> costs) {
        ProductChat product = bench.product();
        try (Connections connections = product.connect(load.inFlight())) {
            CostMeter costMeter = new CostMeter(product, jvm);
            CpuMeter meter = product.meter();
            ClosedLoop.Tally tally = run(bench, product, load, connections, time);
            Reading reading = reading(tally, time, meter);
            costs.put(load, costMeter.cost((double) tally.completed()));
            return reading;
        }
    }

    private static Reading plain(BenchEnvironment bench, CommandLoad load, Duration time) {
        try (Connections connections = bench.plain().connect(load.inFlight())) {
            CpuMeter meter = bench.plain().meter();
            return reading(run(bench, bench.plain(), load, connections, time), time, meter);
        }
    }

    private static ClosedLoop.Tally run(
            BenchEnvironment bench, ChatServer server, CommandLoad load, Connections connections, Duration time) {
        Payload payload = new Payload(bench.sizes().payload());
        return ClosedLoop.runFor(bench.load(), load.inFlight(), time, load.posts(server, connections, payload));
    }

    private static Reading reading(ClosedLoop.Tally tally, Duration time, CpuMeter meter) {
        Reading reading = PathReferences.reading(tally.completed(), time, meter);
        return tally.failed() == 0 ? reading : reading.and(Metric.FAILED, (double) tally.failed());
    }
}

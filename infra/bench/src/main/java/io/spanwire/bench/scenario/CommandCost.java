package io.spanwire.bench.scenario;

import io.spanwire.bench.process.LaneFigures;
import io.spanwire.bench.process.PartUsage;
import io.spanwire.bench.process.ServerPart;
import io.spanwire.bench.process.UsageByPart;
import io.spanwire.bench.report.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a command costs the product under one load.
 *
 * @param usage CPU time and context switches per command
 * @param lanes the lanes' batches in the whole measurement
 * @param requests requests to the broker per command, by API
 */
record CommandCost(UsageByPart usage, LaneFigures lanes, Map<String, Double> requests) {

    /** A table with three columns for each load. */
    static Table table(Map<CommandLoad, CommandCost> costs) {
        List<String> columns = costs.keySet().stream()
                .flatMap(load -> List.of(load + " ms", "%", "switches").stream())
                .toList();
        List<Table.Row> rows = new ArrayList<>();
        for (ServerPart part : ServerPart.values()) {
            rows.add(row(part.title(), costs.values(), cost -> cost.usage().of(part)));
        }
        rows.add(row("all", costs.values(), cost -> cost.usage().total()));
        rows.add(figure("commands a batch", costs.values(), cost -> cost.lanes().commandsPerBatch()));
        rows.add(figure("PostgreSQL round trips a batch", costs.values(), cost -> cost.lanes()
                .roundTripsPerBatch()));
        rows.add(figure("broker requests: Produce", costs.values(), cost -> cost.requests("Produce")));
        rows.add(figure("broker requests: Fetch", costs.values(), cost -> cost.requests("Fetch")));
        rows.add(figure("broker requests: all", costs.values(), CommandCost::allRequests));
        return new Table(
                "Spanwire's CPU time and voluntary context switches per command, by part, in the last round (in flight/streams)",
                columns,
                rows);
    }

    private double requests(String api) {
        return requests.getOrDefault(api, 0.0);
    }

    private double allRequests() {
        return requests.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private interface Part {
        PartUsage of(CommandCost cost);
    }

    private static Table.Row row(String title, Collection<CommandCost> costs, Part part) {
        List<Double> values = costs.stream()
                .flatMap(cost -> {
                    PartUsage usage = part.of(cost);
                    double share = usage.cpuSeconds() / cost.usage().total().cpuSeconds();
                    return List.of(usage.cpuSeconds() * 1000, share * 100, usage.switches()).stream();
                })
                .toList();
        return new Table.Row(title, values);
    }

    /** A figure in the first column of each load. */
    private static Table.Row figure(String title, Collection<CommandCost> costs, ToDoubleFunction<CommandCost> figure) {
        return new Table.Row(
                title,
                costs.stream()
                        .flatMap(cost -> List.of(figure.applyAsDouble(cost), Double.NaN, Double.NaN).stream())
                        .toList());
    }
}

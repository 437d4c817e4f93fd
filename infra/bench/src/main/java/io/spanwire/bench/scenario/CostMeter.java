package io.spanwire.bench.scenario;

import io.spanwire.bench.process.JvmManagement;
import io.spanwire.bench.process.LaneFigures;
import io.spanwire.bench.process.TaskUsage;
import java.util.Map;
import java.util.TreeMap;

/** Measures what each command costs the product, by part, since the meter was created. */
final class CostMeter {
    private final ProductChat product;
    private final JvmManagement jvm;
    private final LaneFigures lanes;
    private final Map<String, Long> requests;
    private final TaskUsage usage;

    CostMeter(ProductChat product, JvmManagement jvm) {
        this.product = product;
        this.jvm = jvm;
        this.lanes = product.server().lanes();
        this.requests = jvm.brokerRequests();
        // Last, so that the other readings do not count.
        this.usage = product.tree().usage();
    }

    CommandCost cost(double commands) {
        TaskUsage used = product.tree().usage();
        return new CommandCost(
                used.since(usage, commands), product.server().lanes().since(lanes), requestsPerCommand(commands));
    }

    private Map<String, Double> requestsPerCommand(double commands) {
        Map<String, Double> perCommand = new TreeMap<>();
        jvm.brokerRequests()
                .forEach((api, count) -> perCommand.put(api, (count - requests.getOrDefault(api, 0L)) / commands));
        return perCommand;
    }
}

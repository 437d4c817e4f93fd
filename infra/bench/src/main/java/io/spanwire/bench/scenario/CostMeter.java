package io.spanwire.bench.scenario;

import io.spanwire.bench.process.JvmManagement;
import io.spanwire.bench.process.LaneFigures;
import io.spanwire.bench.process.UsageByPart;
import io.spanwire.bench.report.Reading;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures what each command costs the product, by part. */
record CostMeter(ProductChat product, JvmManagement jvm) implements AutoCloseable {

    static CostMeter open(ProductChat product) {
        return new CostMeter(product, JvmManagement.of(product.tree()));
    }

    /** Runs posts and gives their cost away. */
    Reading measure(Supplier<CommandScenario.Posts> work, Consumer<CommandCost> cost) {
        LaneFigures lanes = product.server().lanes();
        Map<String, Long> requests = jvm.brokerRequests();
        UsageByPart usage = product.tree().usage();
        CommandScenario.Posts posts = work.get();
        double commands = posts.completed();
        cost.accept(new CommandCost(
                product.tree().usage().since(usage, commands),
                product.server().lanes().since(lanes),
                perCommand(requests, jvm.brokerRequests(), commands)));
        return posts.reading();
    }

    private static Map<String, Double> perCommand(Map<String, Long> before, Map<String, Long> after, double commands) {
        Map<String, Double> requests = new TreeMap<>();
        after.forEach((api, count) -> requests.put(api, (count - before.getOrDefault(api, 0L)) / commands));
        return requests;
    }

    @Override
    public void close() {
        jvm.close();
    }
}

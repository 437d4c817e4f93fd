package io.spanwire.bench.scenario;

import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import java.util.List;

/**
 * What a scenario runs on: the running servers and the load generator.
 *
 * @param parts the broker, the database and the bare server of the reference
 */
public record BenchEnvironment(
        LoadGenerator load, ProductChat product, ReferenceChat plain, ReferenceProcess parts, RunSizes sizes) {

    public static BenchEnvironment open(
            LoadGenerator load, ProductServer product, ReferenceProcess plain, ReferenceProcess parts, RunSizes sizes) {
        return new BenchEnvironment(
                load, ProductChat.open(load, product), ReferenceChat.plain(load, plain), parts, sizes);
    }

    /** The servers that a scenario with rooms compares, the product first. */
    List<ChatServer> chatServers() {
        return List.of(product, plain, ReferenceChat.broadcast(load, parts));
    }

    CpuMeter partsMeter() {
        return new CpuMeter(parts.tree());
    }
}

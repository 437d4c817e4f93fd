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
        LoadGenerator load,
        ProductChat product,
        ReferenceChat plain,
        ReferenceProcess parts,
        RunSizes sizes,
        Profile profile) {

    public static BenchEnvironment open(
            LoadGenerator load,
            ProductServer product,
            ReferenceProcess plain,
            ReferenceProcess parts,
            RunSizes sizes,
            Profile profile) {
        return new BenchEnvironment(
                load, ProductChat.open(load, product), ReferenceChat.plain(load, plain), parts, sizes, profile);
    }

    /** The servers that a scenario with rooms compares, the product first. */
    List<ChatServer> chatServers() {
        return List.of(product, plain, ReferenceChat.broadcast(load, parts));
    }

    /** The same contender, recorded under a title if it measures the product and a profile is wanted. */
    Contender recorded(String title, ChatServer server, Contender contender) {
        return server.equals(product) ? profile.recorded(title, product.tree(), contender) : contender;
    }

    CpuMeter partsMeter() {
        return new CpuMeter(parts.tree());
    }
}

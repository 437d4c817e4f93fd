package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Guest;
import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import java.util.List;

/** What a scenario runs on: both running servers, the load generator, and guests signed in to the product. */
public record BenchEnvironment(
        LoadGenerator load, ProductServer product, ReferenceProcess reference, List<Guest> guests, RunSizes sizes) {
    /** Several guests, because the server limits each caller's commands (1,000 a second) and sockets (100). */
    private static final int GUESTS = 24;

    public static BenchEnvironment open(
            LoadGenerator load, ProductServer product, ReferenceProcess reference, RunSizes sizes) {
        try (Connections connections = Connections.open(load, product.port(), 1)) {
            return new BenchEnvironment(
                    load, product, reference, Guest.signIn(connections, product.port(), GUESTS), sizes);
        }
    }

    Guest guest(long number) {
        return guests.get((int) (number % guests.size()));
    }

    CpuMeter productMeter() {
        return new CpuMeter(product.tree());
    }

    CpuMeter referenceMeter() {
        return new CpuMeter(reference.tree());
    }

    Connections connectToProduct(int count) {
        return Connections.open(load, product.port(), count);
    }

    Connections connectToReference(int count) {
        return Connections.open(load, reference.endpoints().port(), count);
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Guest;
import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import java.util.List;

/** Where scenarios play: both servers running, the load generator, and guests signed in to the product. */
public record BenchStage(
        LoadGenerator load, ProductServer product, ReferenceProcess reference, List<Guest> guests, RunScale scale) {
    /** The server limits each caller's commands (1,000 a second) and sockets (100), so there are several callers. */
    private static final int GUESTS = 24;

    public static BenchStage open(
            LoadGenerator load, ProductServer product, ReferenceProcess reference, RunScale scale) {
        try (Connections connections = Connections.open(load, product.port(), 1)) {
            return new BenchStage(load, product, reference, Guest.signIn(connections, product.port(), GUESTS), scale);
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

    Connections toProduct(int count) {
        return Connections.open(load, product.port(), count);
    }

    Connections toReference(int count) {
        return Connections.open(load, reference.facts().port(), count);
    }
}

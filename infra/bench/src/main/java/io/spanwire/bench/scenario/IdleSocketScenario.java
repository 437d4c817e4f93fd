package io.spanwire.bench.scenario;

import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.load.SubscriberGroup;
import io.spanwire.bench.process.JvmManagement;
import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of an idle WebSocket over TLS that is subscribed to a room: in the heap, after a full collection, and outside of it,
 * by the growth of the JVM's resident memory; the heap of these processes has a fixed size and is touched at the start, so
 * it does not grow.
 */
public final class IdleSocketScenario {
    private static final String ROOM = "idle";
    private static final List<String> JAVA_OPTIONS =
            List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private final ProductServer.Setup product;
    private final ReferenceProcess.Setup plain;

    public IdleSocketScenario(ProductServer.Setup product, ReferenceProcess.Setup plain) {
        this.product = product.withJavaOptions(String.join(" ", JAVA_OPTIONS));
        this.plain = plain.withJavaOptions(JAVA_OPTIONS);
    }

    public Comparison run(Path productData, Path plainData, int sockets) {
        return Comparison.of(
                "Memory of an idle WebSocket over TLS, " + sockets + " in one room",
                List.of(product(productData, sockets), plain(plainData, sockets)));
    }

    private ContenderReadings product(Path data, int sockets) {
        try (ProductServer server = product.start(data);
                LoadGenerator load = new LoadGenerator()) {
            return measure(ProductChat.open(load, server), sockets);
        }
    }

    private ContenderReadings plain(Path data, int sockets) {
        try (ReferenceProcess server = plain.start(data);
                LoadGenerator load = new LoadGenerator()) {
            return measure(ReferenceChat.plain(load, server), sockets);
        }
    }

    private static ContenderReadings measure(ChatServer server, int sockets) {
        // As many before the first reading: compiled code and the allocator's first chunks belong to no socket.
        SubscriberGroup first = open(server, sockets);
        try (JvmManagement jvm = JvmManagement.of(server.tree())) {
            long heap = jvm.heapAfterCollection();
            long resident = server.tree().jvmResidentBytes();
            SubscriberGroup group = open(server, sockets);
            double inHeap = (double) (jvm.heapAfterCollection() - heap) / sockets;
            double outside = (double) (server.tree().jvmResidentBytes() - resident) / sockets;
            group.close();
            first.close();
            Reading reading = Reading.of(Metric.SOCKET_HEAP, inHeap)
                    .and(Metric.SOCKET_NATIVE, outside)
                    .and(Metric.SOCKET_TOTAL, inHeap + outside);
            return new ContenderReadings(server.name(), List.of(reading));
        }
    }

    private static SubscriberGroup open(ChatServer server, int count) {
        return SubscriberGroup.open(server.load(), count, i -> server.subscribe(ROOM, i, frame -> {}));
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.FanOut;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.SubscriberGroup;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Throughput of deliveries to many sockets in one room, with a few posts in flight. The references are the plain server and
 * a bare server that writes a body of an event's size to as many sockets.
 */
public final class FanOutScenario implements Scenario {
    private static final String ROOM = "fan-out";
    private static final int IN_FLIGHT = 16;

    /** A server with its room full of sockets. */
    private record FullRoom(ChatServer server, FanOut fanOut, SubscriberGroup group) {

        static FullRoom open(ChatServer server, int sockets) {
            FanOut fanOut = new FanOut();
            return new FullRoom(
                    server,
                    fanOut,
                    SubscriberGroup.open(
                            server.load(), sockets, i -> server.subscribe(ROOM, i, frame -> fanOut.countDelivery())));
        }

        Reading measure(Payload payload, Duration time) {
            RepeatablePost post = server.post(ROOM, 0, payload);
            try (Connections connections = server.connect(IN_FLIGHT)) {
                CpuMeter meter = server.meter();
                long deliveries =
                        fanOut.runFor(server.load(), group, IN_FLIGHT, time, number -> post.send(connections, number));
                return Reading.of(Metric.DELIVERIES_PER_SECOND, deliveries / (time.toNanos() / 1e9))
                        .and(Metric.DELIVERIES_PER_CPU_SECOND, deliveries / meter.cpuSeconds());
            }
        }
    }

    @Override
    public List<Section> run(BenchEnvironment bench) {
        RunSizes sizes = bench.sizes();
        Payload payload = new Payload(sizes.payload());
        List<FullRoom> rooms = new ArrayList<>();
        try {
            bench.chatServers().forEach(server -> rooms.add(FullRoom.open(server, sizes.sockets())));
            List<Contender> contenders = rooms.stream()
                    .map(room -> bench.recorded(
                            "fan-out",
                            room.server(),
                            Contender.of(room.server().name(), time -> room.measure(payload, time))))
                    .toList();
            String title =
                    "Fan-out, one room, " + sizes.sockets() + " WebSockets over TLS, " + IN_FLIGHT + " posts in flight";
            return List.of(Comparison.of(title, sizes.rounds().run(contenders)));
        } finally {
            rooms.forEach(room -> room.group().close());
        }
    }
}

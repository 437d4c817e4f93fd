package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.FanOut;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.load.SubscriberGroup;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Throughput of deliveries to many sockets in one room, with a few posts in flight. The reference is a bare server that
 * writes a body of an event's size to as many sockets.
 */
public final class FanOutScenario implements Scenario {
    private static final String ROOM = "fan-out";
    private static final int IN_FLIGHT = 16;
    /** Approximate bytes that an event's frame adds to a payload. */
    private static final int ENVELOPE = 260;

    @Override
    public List<Comparison> run(BenchEnvironment bench) {
        RunSizes sizes = bench.sizes();
        FanOut room = new FanOut();
        FanOut broadcast = new FanOut();
        try (SubscriberGroup inRoom = SubscriberGroup.open(bench.load(), sizes.sockets(), i -> toRoom(bench, i, room));
                SubscriberGroup bare =
                        SubscriberGroup.open(bench.load(), sizes.sockets(), i -> toBroadcast(bench, broadcast))) {
            List<ContenderReadings> measured = sizes.rounds()
                    .run(List.of(
                            Contender.of("Spanwire", time -> product(bench, room, inRoom, time)),
                            Contender.of("Vert.x TLS broadcast", time -> reference(bench, broadcast, bare, time))));
            String title =
                    "Fan-out, one room, " + sizes.sockets() + " WebSockets over TLS, " + IN_FLIGHT + " posts in flight";
            return List.of(new Comparison(title, measured.get(0), measured.subList(1, 2)));
        }
    }

    private static Reading product(BenchEnvironment bench, FanOut fanOut, SubscriberGroup group, Duration time) {
        RepeatablePost post = RepeatablePost.message(
                bench.product().port(),
                ROOM,
                bench.guest(0),
                new Payload(bench.sizes().payload()));
        try (Connections connections = bench.connectToProduct(IN_FLIGHT)) {
            CpuMeter meter = bench.productMeter();
            return reading(
                    fanOut.runFor(bench.load(), group, IN_FLIGHT, time, number -> post.send(connections, number)),
                    meter,
                    time);
        }
    }

    private static Reading reference(BenchEnvironment bench, FanOut fanOut, SubscriberGroup group, Duration time) {
        RepeatablePost post = RepeatablePost.plain(
                bench.reference().endpoints().port(),
                "/broadcast",
                new Payload(bench.sizes().payload() + ENVELOPE));
        try (Connections connections = bench.connectToReference(IN_FLIGHT)) {
            CpuMeter meter = bench.referenceMeter();
            return reading(
                    fanOut.runFor(bench.load(), group, IN_FLIGHT, time, number -> post.send(connections, number)),
                    meter,
                    time);
        }
    }

    private static Reading reading(long deliveries, CpuMeter meter, Duration time) {
        return Reading.of(Metric.DELIVERIES_PER_SECOND, deliveries / (time.toNanos() / 1e9))
                .and(Metric.DELIVERIES_PER_CPU_SECOND, deliveries / meter.cpuSeconds());
    }

    private static Future<Subscriber> toRoom(BenchEnvironment bench, int number, FanOut fanOut) {
        return Subscriber.toRoom(
                bench.load(),
                bench.product().port(),
                bench.guest(number),
                ROOM,
                "\"now\"",
                frame -> fanOut.countDelivery());
    }

    private static Future<Subscriber> toBroadcast(BenchEnvironment bench, FanOut fanOut) {
        return Subscriber.toBroadcast(
                bench.load(), bench.reference().endpoints().port(), frame -> fanOut.countDelivery());
    }
}

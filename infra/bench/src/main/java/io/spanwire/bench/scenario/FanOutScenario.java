package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Audience;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.FanOut;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Deliveries to one room with many sockets, driven by posts of which a few are in flight. Beside it a bare server that
 * writes a body of an event's size to as many sockets.
 */
public final class FanOutScenario implements Scenario {
    private static final String ROOM = "fan-out";
    private static final int IN_FLIGHT = 16;
    /** What a payload of 300 bytes is as an event's frame, about. */
    private static final int ENVELOPE = 260;

    @Override
    public List<Comparison> play(BenchStage stage) {
        RunScale scale = stage.scale();
        FanOut inRoom = new FanOut();
        FanOut bare = new FanOut();
        try (Audience listeners = Audience.open(stage.load(), scale.sockets(), i -> toRoom(stage, i, inRoom));
                Audience bareListeners = Audience.open(stage.load(), scale.sockets(), i -> toBroadcast(stage, bare))) {
            List<ContenderReadings> measured = scale.rounds()
                    .play(List.of(
                            Contender.of("Spanwire", time -> product(stage, inRoom, listeners, time)),
                            Contender.of("Vert.x TLS broadcast", time -> reference(stage, bare, bareListeners, time))));
            String title =
                    "Fan-out, one room, " + scale.sockets() + " WebSockets over TLS, " + IN_FLIGHT + " posts in flight";
            return List.of(new Comparison(title, measured.get(0), measured.subList(1, 2)));
        }
    }

    private static Reading product(BenchStage stage, FanOut fanOut, Audience listeners, Duration time) {
        RepeatablePost post = RepeatablePost.message(
                stage.product().port(),
                ROOM,
                stage.guest(0),
                new Payload(stage.scale().payload()));
        try (Connections connections = stage.toProduct(IN_FLIGHT)) {
            CpuMeter meter = stage.productMeter();
            return reading(
                    fanOut.during(stage.load(), listeners, IN_FLIGHT, time, number -> post.send(connections, number)),
                    meter,
                    time);
        }
    }

    private static Reading reference(BenchStage stage, FanOut fanOut, Audience listeners, Duration time) {
        RepeatablePost post = RepeatablePost.plain(
                stage.reference().facts().port(),
                "/broadcast",
                new Payload(stage.scale().payload() + ENVELOPE));
        try (Connections connections = stage.toReference(IN_FLIGHT)) {
            CpuMeter meter = stage.referenceMeter();
            return reading(
                    fanOut.during(stage.load(), listeners, IN_FLIGHT, time, number -> post.send(connections, number)),
                    meter,
                    time);
        }
    }

    private static Reading reading(long deliveries, CpuMeter meter, Duration time) {
        return Reading.of(Metric.DELIVERIES_PER_SECOND, deliveries / (time.toNanos() / 1e9))
                .and(Metric.DELIVERIES_PER_CPU_SECOND, deliveries / meter.cpuSeconds());
    }

    private static Future<Subscriber> toRoom(BenchStage stage, int number, FanOut fanOut) {
        return Subscriber.toRoom(
                stage.load(),
                stage.product().port(),
                stage.guest(number),
                ROOM,
                "\"now\"",
                frame -> fanOut.delivered());
    }

    private static Future<Subscriber> toBroadcast(BenchStage stage, FanOut fanOut) {
        return Subscriber.toBroadcast(stage.load(), stage.reference().facts().port(), frame -> fanOut.delivered());
    }
}

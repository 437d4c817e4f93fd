package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Audience;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.FanOut;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.Post;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.Measured;
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
    public List<Comparison> play(Stage stage) {
        Scale scale = stage.scale();
        try (Connections product = stage.toProduct(IN_FLIGHT);
                Connections reference = stage.toReference(IN_FLIGHT)) {
            Post message = Post.message(stage.product().port(), ROOM, stage.guest(0), new Payload(scale.payload()));
            Post body =
                    Post.plain(stage.reference().facts().port(), "/broadcast", new Payload(scale.payload() + ENVELOPE));
            FanOut inRoom = new FanOut(number -> message.send(product, number));
            FanOut bare = new FanOut(number -> body.send(reference, number));
            return play(stage, inRoom, bare);
        }
    }

    private static List<Comparison> play(Stage stage, FanOut inRoom, FanOut bare) {
        int sockets = stage.scale().sockets();
        try (Audience listeners = Audience.open(stage.load(), sockets, i -> toRoom(stage, i, inRoom));
                Audience bareListeners = Audience.open(stage.load(), sockets, i -> toBroadcast(stage, bare))) {
            List<Measured> measured = stage.scale()
                    .rounds()
                    .play(List.of(
                            Contender.of(
                                    "Spanwire", time -> measure(stage, inRoom, listeners, stage.productMeter(), time)),
                            Contender.of(
                                    "Vert.x TLS broadcast",
                                    time -> measure(stage, bare, bareListeners, stage.referenceMeter(), time))));
            String title = "Fan-out, one room, " + sockets + " WebSockets over TLS, " + IN_FLIGHT + " posts in flight";
            return List.of(new Comparison(title, measured.get(0), measured.subList(1, 2)));
        }
    }

    private static Future<Subscriber> toRoom(Stage stage, int number, FanOut fanOut) {
        return Subscriber.toRoom(
                stage.load(),
                stage.product().port(),
                stage.guest(number),
                ROOM,
                "\"now\"",
                frame -> fanOut.delivered());
    }

    private static Future<Subscriber> toBroadcast(Stage stage, FanOut fanOut) {
        return Subscriber.toBroadcast(stage.load(), stage.reference().facts().port(), frame -> fanOut.delivered());
    }

    private static Reading measure(Stage stage, FanOut fanOut, Audience audience, CpuMeter meter, Duration time) {
        long deliveries = fanOut.during(stage.load(), audience, IN_FLIGHT, time);
        return Reading.of(Metric.DELIVERIES_PER_SECOND, deliveries / (time.toNanos() / 1e9))
                .and(Metric.DELIVERIES_PER_CPU_SECOND, deliveries / meter.cpuSeconds());
    }
}

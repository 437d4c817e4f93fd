package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.LoadOperation;
import io.spanwire.bench.load.OpenLoop;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Reading;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Posts at a fixed rate to one room with one socket in it: how long until the answer, how long until the event is at the
 * socket. Beside it a bare server that writes the body to its sockets and answers.
 */
public final class LatencyScenario implements Scenario {
    private static final int CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger rooms = new AtomicInteger();

    @Override
    public List<Comparison> play(BenchStage stage) {
        RunScale scale = stage.scale();
        List<ContenderReadings> measured = scale.rounds()
                .play(List.of(
                        Contender.of("Spanwire", time -> product(stage, time)),
                        Contender.of("Vert.x broadcast", time -> reference(stage, time))));
        String title =
                "Latency, open loop, " + scale.rate() + " posts per second to one room, counted from when each was due";
        return List.of(new Comparison(title, measured.get(0), measured.subList(1, 2)));
    }

    private Reading product(BenchStage stage, Duration time) {
        String room = "latency-" + rooms.incrementAndGet();
        int port = stage.product().port();
        RepeatablePost post = RepeatablePost.message(
                port, room, stage.guest(0), new Payload(stage.scale().payload()));
        try (Connections connections = stage.toProduct(CONNECTIONS)) {
            return run(
                    stage,
                    time,
                    stage.productMeter(),
                    ear -> Subscriber.toRoom(stage.load(), port, stage.guest(1), room, "\"now\"", ear),
                    number -> post.send(connections, number));
        }
    }

    private static Reading reference(BenchStage stage, Duration time) {
        int port = stage.reference().facts().port();
        RepeatablePost post = RepeatablePost.plain(
                port, "/broadcast", new Payload(stage.scale().payload()));
        try (Connections connections = stage.toReference(CONNECTIONS)) {
            return run(
                    stage,
                    time,
                    stage.referenceMeter(),
                    ear -> Subscriber.toBroadcast(stage.load(), port, ear),
                    number -> post.send(connections, number));
        }
    }

    private static Reading run(
            BenchStage stage,
            Duration time,
            CpuMeter meter,
            Function<Subscriber.Ear, Future<Subscriber>> subscribe,
            LoadOperation post) {
        long posts = time.toSeconds() * stage.scale().rate();
        Arrivals arrivals = new Arrivals(posts);
        Subscriber subscriber = stage.load().play(() -> subscribe.apply(arrivals), PATIENCE);
        OpenLoop loop = new OpenLoop(stage.load(), stage.scale().rate());
        arrivals.countFrom(loop.due());
        loop.run(posts, number -> post.run(number).onSuccess(answer -> arrivals.answered(number)));
        if (stage.load().play(arrivals::all, PATIENCE) != posts) {
            throw new BenchFailed("the socket did not get every event once");
        }
        Reading reading = arrivals.reading(meter);
        stage.load().play(subscriber::close, PATIENCE);
        return reading;
    }
}

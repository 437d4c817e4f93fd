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
 * Latency of posts at a fixed rate to one room with one socket: until the response, and until the socket receives the
 * event. The reference is a bare server that writes the body to its sockets and responds.
 */
public final class LatencyScenario implements Scenario {
    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicInteger rooms = new AtomicInteger();

    @Override
    public List<Comparison> run(BenchEnvironment bench) {
        RunSizes sizes = bench.sizes();
        List<ContenderReadings> measured = sizes.rounds()
                .run(List.of(
                        Contender.of("Spanwire", time -> product(bench, time)),
                        Contender.of("Vert.x broadcast", time -> reference(bench, time))));
        String title = "Latency, open loop, " + sizes.rate()
                + " posts per second to one room, measured from when each was due";
        return List.of(new Comparison(title, measured.get(0), measured.subList(1, 2)));
    }

    private Reading product(BenchEnvironment bench, Duration time) {
        String room = "latency-" + rooms.incrementAndGet();
        int port = bench.product().port();
        RepeatablePost post = RepeatablePost.message(
                port, room, bench.guest(0), new Payload(bench.sizes().payload()));
        try (Connections connections = bench.connectToProduct(CONNECTIONS)) {
            return measure(
                    bench,
                    time,
                    bench.productMeter(),
                    listener -> Subscriber.toRoom(bench.load(), port, bench.guest(1), room, "\"now\"", listener),
                    number -> post.send(connections, number));
        }
    }

    private static Reading reference(BenchEnvironment bench, Duration time) {
        int port = bench.reference().endpoints().port();
        RepeatablePost post = RepeatablePost.plain(
                port, "/broadcast", new Payload(bench.sizes().payload()));
        try (Connections connections = bench.connectToReference(CONNECTIONS)) {
            return measure(
                    bench,
                    time,
                    bench.referenceMeter(),
                    listener -> Subscriber.toBroadcast(bench.load(), port, listener),
                    number -> post.send(connections, number));
        }
    }

    private static Reading measure(
            BenchEnvironment bench,
            Duration time,
            CpuMeter meter,
            Function<Subscriber.Listener, Future<Subscriber>> subscribe,
            LoadOperation post) {
        long posts = time.toSeconds() * bench.sizes().rate();
        LatencyRecorder latencies = new LatencyRecorder(posts);
        Subscriber subscriber = bench.load().await(() -> subscribe.apply(latencies), TIMEOUT);
        OpenLoop loop = new OpenLoop(bench.load(), bench.sizes().rate());
        latencies.measureFrom(loop.due());
        loop.run(posts, number -> post.run(number).onSuccess(response -> latencies.onResponse(number)));
        if (bench.load().await(latencies::allReceived, TIMEOUT) != posts) {
            throw new BenchFailed("the socket did not receive every event exactly once");
        }
        Reading reading = latencies.reading(meter);
        bench.load().await(subscriber::close, TIMEOUT);
        return reading;
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.OpenLoop;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.SubscriberGroup;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Latency of posts at a fixed rate to one room with a few sockets: until the response, and until a socket receives the
 * event. The references are the plain server and a bare server that writes the body to its sockets and responds.
 */
public final class LatencyScenario implements Scenario {
    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicInteger rooms = new AtomicInteger();

    @Override
    public List<Section> run(BenchEnvironment bench) {
        RunSizes sizes = bench.sizes();
        List<Contender> contenders = bench.chatServers().stream()
                .map(server -> bench.recorded(
                        "latency", server, Contender.of(server.name(), time -> measure(sizes, server, time))))
                .toList();
        String title = "Latency, open loop, " + sizes.rate() + " posts per second to one room, " + sizes.listeners()
                + " deliveries each, measured from when each was due";
        return List.of(Comparison.of(title, sizes.rounds().run(contenders)));
    }

    private Reading measure(RunSizes sizes, ChatServer server, Duration time) {
        String room = "latency-" + rooms.incrementAndGet();
        long posts = time.toSeconds() * sizes.rate();
        LatencyRecorder latencies = new LatencyRecorder(posts, sizes.listeners());
        RepeatablePost post = server.post(room, 0, new Payload(sizes.payload()));
        try (Connections connections = server.connect(CONNECTIONS);
                SubscriberGroup group = SubscriberGroup.open(
                        server.load(), sizes.listeners(), i -> server.subscribe(room, i + 1, latencies))) {
            CpuMeter meter = server.meter();
            OpenLoop loop = new OpenLoop(server.load(), sizes.rate());
            latencies.measureFrom(loop.due());
            loop.run(posts, number -> post.send(connections, number)
                    .onSuccess(response -> latencies.onResponse(number)));
            if (server.load().await(latencies::allReceived, TIMEOUT) != posts * group.size()) {
                throw new BenchFailed("a socket did not receive every event exactly once");
            }
            return latencies.reading(meter);
        }
    }
}

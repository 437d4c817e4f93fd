package io.spanwire.bench.scenario;

import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The room with a long history. */
final class LongRoom {
    static final String NAME = "history";
    static final String STREAM = "chat/" + NAME;
    private static final int IN_FLIGHT = 128;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private LongRoom() {}

    /** Posts as many messages as the history is to have more. */
    static void fill(BenchEnvironment bench) {
        Payload payload = new Payload(bench.sizes().payload());
        List<RepeatablePost> posts = IntStream.range(0, ChatServer.CALLERS)
                .mapToObj(i -> bench.product().post(NAME, i, payload))
                .toList();
        try (Connections connections = bench.product().connect(IN_FLIGHT)) {
            ClosedLoop.runCount(bench.load(), IN_FLIGHT, bench.sizes().history(), TIMEOUT, number -> posts.get(
                            (int) (number % ChatServer.CALLERS))
                    .send(connections, number));
        }
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.LoadOperation;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import java.util.List;
import java.util.stream.IntStream;

/** A number of commands in flight, spread over a number of streams. */
public record CommandLoad(int inFlight, int streams) {
    private static final List<CommandLoad> DEFAULT =
            List.of(new CommandLoad(32, 100), new CommandLoad(256, 100), new CommandLoad(1, 1));

    /** Every combination; if one list is empty, that of the first default; if both are, the three defaults. */
    public static List<CommandLoad> of(List<Integer> inFlight, List<Integer> streams) {
        if (inFlight.isEmpty() && streams.isEmpty()) {
            return DEFAULT;
        }
        List<Integer> counts = inFlight.isEmpty() ? List.of(DEFAULT.get(0).inFlight()) : inFlight;
        List<Integer> targets = streams.isEmpty() ? List.of(DEFAULT.get(0).streams()) : streams;
        return counts.stream()
                .flatMap(count -> targets.stream().map(target -> new CommandLoad(count, target)))
                .toList();
    }

    /** Posts to the server; callers take turns, and so do streams. */
    LoadOperation posts(ChatServer server, Connections connections, Payload payload) {
        List<RepeatablePost> posts = IntStream.range(0, Math.max(streams, ChatServer.CALLERS))
                .mapToObj(i -> server.post("closed-" + i % streams, i, payload))
                .toList();
        return number -> posts.get((int) (number % posts.size())).send(connections, number);
    }

    String description() {
        return inFlight + " in flight, " + streams + (streams == 1 ? " stream" : " streams");
    }

    @Override
    public String toString() {
        return inFlight + "/" + streams;
    }
}

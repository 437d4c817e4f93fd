package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** How far each stream of a run has come, to tell when all of them move again. */
final class StreamMotion {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Map<RecordingSubscriber, Long> before = new HashMap<>();
    private final long begin = System.nanoTime();

    private StreamMotion(List<RecordingSubscriber> feeds) {
        feeds.forEach(feed -> before.put(feed, feed.reached()));
    }

    static StreamMotion of(FaultRun run) {
        return new StreamMotion(run.feeds());
    }

    /** Streams that have got something new since this was made. */
    long moved() {
        return before.entrySet().stream()
                .filter(entry -> entry.getKey().reached() > entry.getValue())
                .count();
    }

    /** Until each of them has got something new, counted from when this was made. */
    Duration untilAllMove() {
        Awaitility.await("every stream moves")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> moved() == before.size());
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}

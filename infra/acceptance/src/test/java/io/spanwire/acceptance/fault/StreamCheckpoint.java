package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The versions of a run's streams at one moment, to detect which streams have advanced since. */
final class StreamCheckpoint {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Map<RecordingSubscriber, Long> before = new HashMap<>();
    private final long begin = System.nanoTime();

    private StreamCheckpoint(List<RecordingSubscriber> subscribers) {
        subscribers.forEach(subscriber -> before.put(subscriber, subscriber.lastVersion()));
    }

    static StreamCheckpoint of(FaultRun run) {
        return new StreamCheckpoint(run.subscribers());
    }

    /** Number of streams that have advanced. */
    long advanced() {
        return before.entrySet().stream()
                .filter(entry -> entry.getKey().lastVersion() > entry.getValue())
                .count();
    }

    /** Waits until every stream has advanced; returns the time since this object was created. */
    Duration awaitAll() {
        Awaitility.await("every stream advances")
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> advanced() == before.size());
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}

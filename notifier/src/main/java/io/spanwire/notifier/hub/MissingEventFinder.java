package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Gap;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds in history the streams of events that never arrived, so that their subscribers are notified. Retries until
 * history answers; keeps one merged range per partition. Belongs to one context.
 */
final class MissingEventFinder {
    private static final Logger LOG = LoggerFactory.getLogger(MissingEventFinder.class);
    private static final long CHUNK = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final HistorySource history;
    private final BiConsumer<StreamId, Long> onNewVersion;
    private final Map<Integer, Gap> gaps = new HashMap<>();

    MissingEventFinder(Vertx vertx, Context context, HistorySource history, BiConsumer<StreamId, Long> onNewVersion) {
        this.vertx = vertx;
        this.context = context;
        this.history = history;
        this.onNewVersion = onNewVersion;
    }

    /** Callable from any thread. */
    void fill(Gap gap) {
        LOG.warn("events did not arrive partition={} from={} to={}", gap.partition(), gap.from(), gap.to());
        context.runOnContext(now -> {
            boolean idle = !gaps.containsKey(gap.partition());
            gaps.merge(gap.partition(), gap, MissingEventFinder::merge);
            if (idle) {
                readFirst(gap.partition(), 0);
            }
        });
    }

    private void readFirst(int partition, int failures) {
        Gap gap = gaps.get(partition);
        if (gap == null) {
            return;
        }
        long to = Math.min(gap.to(), gap.from() + CHUNK - 1);
        history.changedStreams(partition, gap.from(), to)
                .onSuccess(streams -> context.runOnContext(now -> gapRead(partition, to, streams)))
                .onFailure(cause -> vertx.setTimer(
                        HubShard.BACKOFF.pause(failures).toMillis(),
                        late -> context.runOnContext(now -> readFirst(partition, failures + 1))));
    }

    private void gapRead(int partition, long to, Map<StreamId, Long> streams) {
        streams.forEach(onNewVersion);
        gaps.computeIfPresent(partition, (key, gap) -> gap.to() <= to ? null : new Gap(partition, to + 1, gap.to()));
        readFirst(partition, 0);
    }

    private static Gap merge(Gap one, Gap other) {
        return new Gap(one.partition(), Math.min(one.from(), other.from()), Math.max(one.to(), other.to()));
    }
}

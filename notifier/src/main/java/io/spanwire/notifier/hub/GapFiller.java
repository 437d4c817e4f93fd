package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Behind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that never arrived: looks up in history which streams they belong to, so that those who follow these streams are
 * told. Tries until history answers; keeps one range per partition, however many gaps there are. Belongs to one context.
 */
final class GapFiller {
    private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);
    private static final long CHUNK = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final HistorySource history;
    private final BiConsumer<StreamId, Long> notice;
    private final Map<Integer, Behind> open = new HashMap<>();

    GapFiller(Vertx vertx, Context context, HistorySource history, BiConsumer<StreamId, Long> notice) {
        this.vertx = vertx;
        this.context = context;
        this.history = history;
        this.notice = notice;
    }

    /** From any thread. */
    void fill(Behind gap) {
        LOG.warn("events did not arrive partition={} from={} to={}", gap.partition(), gap.from(), gap.to());
        context.runOnContext(now -> {
            boolean idle = !open.containsKey(gap.partition());
            open.merge(gap.partition(), gap, GapFiller::spanning);
            if (idle) {
                readFirst(gap.partition(), 0);
            }
        });
    }

    private void readFirst(int partition, int failures) {
        Behind gap = open.get(partition);
        if (gap == null) {
            return;
        }
        long to = Math.min(gap.to(), gap.from() + CHUNK - 1);
        history.touched(partition, gap.from(), to)
                .onSuccess(streams -> context.runOnContext(now -> filled(partition, to, streams)))
                .onFailure(cause -> vertx.setTimer(
                        HubShard.BACKOFF.pause(failures).toMillis(),
                        late -> context.runOnContext(now -> readFirst(partition, failures + 1))));
    }

    private void filled(int partition, long to, Map<StreamId, Long> streams) {
        streams.forEach(notice);
        open.computeIfPresent(partition, (any, gap) -> gap.to() <= to ? null : new Behind(partition, to + 1, gap.to()));
        readFirst(partition, 0);
    }

    private static Behind spanning(Behind one, Behind other) {
        return new Behind(one.partition(), Math.min(one.from(), other.from()), Math.max(one.to(), other.to()));
    }
}

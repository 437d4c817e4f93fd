package io.spanwire.notifier.hub;

import io.spanwire.notifier.hub.PartitionPositions.Arrival.Gap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A periodic check for events that are in history but did not arrive since the previous scan, e.g. the last ones before
 * Kafka failed: subscribers would otherwise learn of them only with the next event. The same scan detects events that
 * history has lost. One scan runs at a time.
 */
final class GapScan {
    private final Vertx vertx;
    private final Duration interval;
    private final Supplier<Future<Map<Integer, Long>>> heads;
    private final PartitionPositions positions;
    private final Consumer<Gap> onGap;
    private final HistoryLossDetector loss;
    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Map<Integer, Long> previousHeads = Map.of();
    private volatile long timer;

    GapScan(
            Vertx vertx,
            Duration interval,
            Supplier<Future<Map<Integer, Long>>> heads,
            PartitionPositions positions,
            Consumer<Gap> onGap,
            HistoryLossDetector loss) {
        this.vertx = vertx;
        this.interval = interval;
        this.heads = heads;
        this.positions = positions;
        this.onGap = onGap;
        this.loss = loss;
    }

    void start() {
        timer = vertx.setPeriodic(interval.toMillis(), tick -> scan());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    void scan() {
        if (scanning.compareAndSet(false, true)) {
            Map<Integer, Long> known = known(); // before history is read, see HistoryLossDetector
            heads.get().onSuccess(now -> compare(known, now)).onComplete(ended -> scanning.set(false));
        }
    }

    /** The highest positions that arrived or that an earlier scan found. */
    private Map<Integer, Long> known() {
        Map<Integer, Long> known = positions.known();
        previousHeads.forEach((partition, head) -> known.merge(partition, head, Math::max));
        return known;
    }

    private void compare(Map<Integer, Long> known, Map<Integer, Long> heads) {
        loss.compare(known, heads);
        previousHeads.forEach((partition, head) -> {
            if (positions.overdue(partition, head) instanceof Gap gap) {
                onGap.accept(gap);
            }
        });
        previousHeads = heads;
    }
}

package io.spanwire.notifier.hub;

import io.spanwire.notifier.hub.PartitionPositions.Arrival;
import io.spanwire.notifier.hub.PartitionPositions.Arrival.Behind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks now and then whether history has events that did not arrive since the look before: the last ones before Kafka
 * went away would otherwise wake nobody until the next one comes. Sees by the same look whether history has lost any. One
 * look at a time.
 */
final class GapScan {
    private final Vertx vertx;
    private final Duration every;
    private final Supplier<Future<Map<Integer, Long>>> heads;
    private final PartitionPositions positions;
    private final Consumer<Behind> behind;
    private final HistoryLossDetector loss;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Map<Integer, Long> seen = Map.of();
    private volatile long timer;

    GapScan(
            Vertx vertx,
            Duration every,
            Supplier<Future<Map<Integer, Long>>> heads,
            PartitionPositions positions,
            Consumer<Behind> behind,
            HistoryLossDetector loss) {
        this.vertx = vertx;
        this.every = every;
        this.heads = heads;
        this.positions = positions;
        this.behind = behind;
        this.loss = loss;
    }

    void start() {
        timer = vertx.setPeriodic(every.toMillis(), tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    void look() {
        if (looking.compareAndSet(false, true)) {
            Map<Integer, Long> known = known(); // before history is asked, see Loss
            heads.get().onSuccess(now -> compare(known, now)).onComplete(ended -> looking.set(false));
        }
    }

    /** The furthest that arrived or that history has had. */
    private Map<Integer, Long> known() {
        Map<Integer, Long> known = positions.known();
        seen.forEach((partition, head) -> known.merge(partition, head, Math::max));
        return known;
    }

    private void compare(Map<Integer, Long> known, Map<Integer, Long> heads) {
        loss.compare(known, heads);
        seen.forEach(this::check);
        seen = heads;
    }

    private void check(int partition, long head) {
        Arrival arrival = positions.overdue(partition, head);
        if (arrival instanceof Behind gap) {
            behind.accept(gap);
        }
    }
}

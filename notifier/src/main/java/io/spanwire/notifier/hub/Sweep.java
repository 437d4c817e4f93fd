package io.spanwire.notifier.hub;

import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.Positions.Arrival;
import io.spanwire.notifier.hub.Positions.Arrival.Behind;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks now and then whether history has events that did not arrive since the look before: the last ones before Kafka
 * went away would otherwise wake nobody until the next one comes.
 */
final class Sweep {
    private final Vertx vertx;
    private final Duration every;
    private final HistorySource history;
    private final Positions positions;
    private final Consumer<Behind> behind;
    private volatile Map<Integer, Long> seen = Map.of();
    private volatile long timer;

    Sweep(Vertx vertx, Duration every, HistorySource history, Positions positions, Consumer<Behind> behind) {
        this.vertx = vertx;
        this.every = every;
        this.history = history;
        this.positions = positions;
        this.behind = behind;
    }

    void start() {
        timer = vertx.setPeriodic(every.toMillis(), tick -> history.positions().onSuccess(this::compare));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void compare(Map<Integer, Long> now) {
        seen.forEach(this::check);
        seen = now;
    }

    private void check(int partition, long head) {
        Arrival arrival = positions.overdue(partition, head);
        if (arrival instanceof Behind gap) {
            behind.accept(gap);
        }
    }
}

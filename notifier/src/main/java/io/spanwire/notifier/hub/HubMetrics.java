package io.spanwire.notifier.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.notifier.tail.HotTail;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics of the hub. */
final class HubMetrics {
    private final AtomicInteger subscriptions;
    private final Counter delivered;
    private final Counter arrived;
    private final Counter repeated;
    private final Counter gaps;
    private final Counter mismatches;

    HubMetrics(MeterRegistry meters, HotTail tail, HistoryLossDetector loss) {
        subscriptions = meters.gauge("spanwire.hub.subscriptions", new AtomicInteger());
        meters.gauge("spanwire.hub.tail.bytes", tail, HotTail::bytes);
        meters.gauge("spanwire.history.missing", loss, HistoryLossDetector::missing);
        delivered = meters.counter("spanwire.hub.delivered");
        arrived = meters.counter("spanwire.hub.arrived");
        repeated = meters.counter("spanwire.hub.repeated");
        gaps = meters.counter("spanwire.hub.gaps");
        mismatches = meters.counter("spanwire.hub.mismatches");
    }

    void subscribed() {
        subscriptions.incrementAndGet();
    }

    void unsubscribed() {
        subscriptions.decrementAndGet();
    }

    void delivered(long events) {
        delivered.increment((double) events);
    }

    void arrived() {
        arrived.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void gap() {
        gaps.increment();
    }

    void mismatch() {
        mismatches.increment();
    }
}

package io.spanwire.notifier.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.notifier.tail.HotTail;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics of the hub. */
record HubMetrics(
        AtomicInteger subscriptions,
        Counter delivered,
        Counter arrived,
        Counter repeated,
        Counter gaps,
        Counter mismatches) {
    static HubMetrics register(MeterRegistry meters, HotTail tail, HistoryLossDetector loss) {
        meters.gauge("spanwire.hub.tail.bytes", tail, HotTail::bytes);
        meters.gauge("spanwire.history.missing", loss, HistoryLossDetector::missing);
        return new HubMetrics(
                meters.gauge("spanwire.hub.subscriptions", new AtomicInteger()),
                meters.counter("spanwire.hub.delivered"),
                meters.counter("spanwire.hub.arrived"),
                meters.counter("spanwire.hub.repeated"),
                meters.counter("spanwire.hub.gaps"),
                meters.counter("spanwire.hub.mismatches"));
    }
}

package io.spanwire.projections.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spanwire.projections.journal.ParkingChanges;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What lanes tell of themselves; all lanes of a process together. */
public final class LaneMetrics {
    private final Timer transactions;
    private final DistributionSummary batches;
    private final DistributionSummary roundTrips;
    private final Counter troubles;

    private final Map<Integer, ParkingChanges.Count> parked = new ConcurrentHashMap<>();

    public LaneMetrics(MeterRegistry registry) {
        transactions = Timer.builder("spanwire.lane.transaction")
                .description("From a polled batch to its commit")
                .publishPercentileHistogram()
                .register(registry);
        batches = DistributionSummary.builder("spanwire.lane.batch")
                .description("Commands in one transaction")
                .register(registry);
        roundTrips = DistributionSummary.builder("spanwire.lane.round.trips")
                .description("Round trips to PostgreSQL in one transaction")
                .register(registry);
        Gauge.builder("spanwire.parked.streams", this, own -> own.sum().streams())
                .description("Streams of this process's partitions that wait for an operator")
                .register(registry);
        Gauge.builder("spanwire.parked.commands", this, own -> own.sum().commands())
                .description("Commands that wait in parked streams of this process's partitions")
                .register(registry);
        troubles = Counter.builder("spanwire.lane.troubles")
                .description("Times a lane had to start over")
                .register(registry);
    }

    void committed(int commands, long nanos, long roundTrips) {
        transactions.record(nanos, TimeUnit.NANOSECONDS);
        batches.record(commands);
        this.roundTrips.record((double) roundTrips);
    }

    /** What is parked in partitions a lane has joined. */
    void joined(Collection<Integer> partitions, Map<Integer, ParkingChanges.Count> counts) {
        partitions.forEach(each -> parked.put(each, counts.getOrDefault(each, ParkingChanges.Count.NONE)));
    }

    /** So much more is parked. */
    void parked(Map<Integer, ParkingChanges.Count> difference) {
        difference.forEach((partition, more) -> parked.computeIfPresent(partition, (each, now) -> now.plus(more)));
    }

    void left(Collection<Integer> partitions) {
        partitions.forEach(parked::remove);
    }

    private ParkingChanges.Count sum() {
        return parked.values().stream().reduce(ParkingChanges.Count.NONE, ParkingChanges.Count::plus);
    }

    void trouble() {
        troubles.increment();
    }
}

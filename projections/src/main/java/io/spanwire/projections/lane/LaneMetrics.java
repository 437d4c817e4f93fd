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

/** The metrics of all lanes of a process together. */
public final class LaneMetrics {
    private final Timer transactions;
    private final DistributionSummary batches;
    private final DistributionSummary roundTrips;
    private final Counter fromMemory;
    private final Counter restarts;
    private final Timer slowDecisions;
    private final Map<Integer, ParkingChanges.Count> parked = new ConcurrentHashMap<>();

    public LaneMetrics(MeterRegistry registry) {
        transactions = Timer.builder("spanwire.lane.transaction")
                .description("Time from the start of a batch to its commit")
                .publishPercentileHistogram()
                .register(registry);
        batches = DistributionSummary.builder("spanwire.lane.batch")
                .description("Commands in one transaction")
                .register(registry);
        roundTrips = DistributionSummary.builder("spanwire.lane.round.trips")
                .description("Round trips to PostgreSQL in one transaction")
                .register(registry);
        fromMemory = Counter.builder("spanwire.lane.from.memory")
                .description("Commands that were handed over in this process instead of read from Kafka")
                .register(registry);
        Gauge.builder("spanwire.parked.streams", this, metrics -> metrics.sum().streams())
                .description("Parked streams of this process's partitions")
                .register(registry);
        Gauge.builder("spanwire.parked.commands", this, metrics -> metrics.sum().commands())
                .description("Commands waiting in parked streams of this process's partitions")
                .register(registry);
        slowDecisions = Timer.builder("spanwire.lane.slow.decisions")
                .description("Decisions of a command that took 250 ms or more")
                .register(registry);
        restarts = Counter.builder("spanwire.lane.troubles")
                .description("Restarts of a lane after a failure")
                .register(registry);
    }

    void batchCommitted(int commands, boolean handedOver, long nanos, long roundTrips) {
        if (handedOver) {
            fromMemory.increment(commands);
        }
        transactions.record(nanos, TimeUnit.NANOSECONDS);
        batches.record(commands);
        this.roundTrips.record((double) roundTrips);
    }

    /** How many batches were committed. */
    public long committed() {
        return transactions.count();
    }

    void partitionsJoined(Collection<Integer> partitions, Map<Integer, ParkingChanges.Count> counts) {
        partitions.forEach(each -> parked.put(each, counts.getOrDefault(each, ParkingChanges.Count.NONE)));
    }

    void partitionsRevoked(Collection<Integer> partitions) {
        partitions.forEach(parked::remove);
    }

    /** Adds the changes that a batch has committed. */
    void parked(Map<Integer, ParkingChanges.Count> difference) {
        difference.forEach((partition, more) -> parked.computeIfPresent(partition, (each, now) -> now.plus(more)));
    }

    void slowDecision(long nanos) {
        slowDecisions.record(nanos, TimeUnit.NANOSECONDS);
    }

    void restarted() {
        restarts.increment();
    }

    private ParkingChanges.Count sum() {
        return parked.values().stream().reduce(ParkingChanges.Count.NONE, ParkingChanges.Count::plus);
    }
}

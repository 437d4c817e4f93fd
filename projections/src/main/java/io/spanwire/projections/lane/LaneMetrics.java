package io.spanwire.projections.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What lanes tell of themselves; all lanes of a process together. */
public final class LaneMetrics {
    private final Timer transactions;
    private final DistributionSummary batches;
    private final DistributionSummary roundTrips;
    private final Counter troubles;

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
        troubles = Counter.builder("spanwire.lane.troubles")
                .description("Times a lane had to start over")
                .register(registry);
    }

    void committed(int commands, long nanos, long waves) {
        transactions.record(nanos, TimeUnit.NANOSECONDS);
        batches.record(commands);
        roundTrips.record((double) waves);
    }

    void trouble() {
        troubles.increment();
    }
}

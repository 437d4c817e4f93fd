package io.spanwire.bench.process;

/** What the lanes have done since the start of the process, from the product's management port. */
public record LaneFigures(double batches, double commands, double roundTrips) {

    static LaneFigures parse(String metrics) {
        return new LaneFigures(
                PrometheusText.sum(metrics, "spanwire_lane_batch_count"),
                PrometheusText.sum(metrics, "spanwire_lane_batch_sum"),
                PrometheusText.sum(metrics, "spanwire_lane_round_trips_sum"));
    }

    public LaneFigures since(LaneFigures earlier) {
        return new LaneFigures(batches - earlier.batches, commands - earlier.commands, roundTrips - earlier.roundTrips);
    }

    public double commandsPerBatch() {
        return commands / batches;
    }

    public double roundTripsPerBatch() {
        return roundTrips / batches;
    }
}

package io.spanwire.projections;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.Clients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.LaneSettings;
import io.spanwire.projections.lane.Lanes;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The role {@code worker}: some lanes over a database and a Kafka cluster that the schema and topics are ready in. */
public final class Worker implements AutoCloseable {
    private static final int PIPELINE = 1_024;

    /** What holds for a lane's connection, such as how long a transaction may be left open. */
    private static final Map<String, String> LIMITS = Map.of(
            "search_path", "read_model",
            "application_name", "spanwire-worker",
            "idle_in_transaction_session_timeout", "15000");

    private final Lanes lanes;

    private Worker(Lanes lanes) {
        this.lanes = lanes;
    }

    /**
     * Starts the lanes. They retry until Kafka and PostgreSQL answer.
     *
     * @param database as the worker role
     * @param settings how many lanes, how large their batches
     */
    public static Worker start(
            Vertx vertx,
            Domains domains,
            Clients clients,
            Partitioning partitioning,
            PgConnectOptions database,
            WorkerSettings settings,
            MeterRegistry registry) {
        LaneSettings lane = new LaneSettings(
                "spanwire.workers",
                settings.member(),
                settings.mostCommands(),
                settings.mostStreams(),
                settings.snapshotEvery(),
                settings.longestStatement(),
                bounded(database, settings.longestStatement()));
        return new Worker(
                new Lanes(vertx, domains, clients, partitioning, lane, new LaneMetrics(registry), settings.lanes()));
    }

    /** Completes when the lanes decide. */
    public CompletionStage<Void> ready() {
        return lanes.ready();
    }

    /** Whether every lane decides; not while Kafka or PostgreSQL is away. */
    public boolean decides() {
        return lanes.decide();
    }

    /** Finishes the batches under way, relays them, and stops. Blocking. */
    @Override
    public void close() {
        lanes.close();
    }

    private static PgConnectOptions bounded(PgConnectOptions database, Duration longestStatement) {
        PgConnectOptions own = new PgConnectOptions(database)
                .setPipeliningLimit(PIPELINE)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPreparedStatementCacheSqlLimit(16_384);
        LIMITS.forEach(own::addProperty);
        // shorter: a lock that does not come must not look like a statement that runs too long
        return own.addProperty("lock_timeout", Long.toString(longestStatement.toMillis() / 2));
    }
}

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
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The role {@code worker}: some lanes over a database and a Kafka cluster that the schema and topics are ready in. */
public final class Worker implements AutoCloseable {
    private static final int PIPELINE = 1_024;

    /** Bounds on what a lane may do to the database: its statements, its waits, and a transaction left open. */
    private static final Map<String, String> LIMITS = Map.of(
            "search_path", "read_model",
            "application_name", "spanwire-worker",
            "statement_timeout", "20000",
            "lock_timeout", "10000",
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
                bounded(database));
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

    private static PgConnectOptions bounded(PgConnectOptions database) {
        PgConnectOptions own = new PgConnectOptions(database)
                .setPipeliningLimit(PIPELINE)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPreparedStatementCacheSqlLimit(16_384);
        LIMITS.forEach(own::addProperty);
        return own;
    }
}

package io.spanwire.projections;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.LaneSettings;
import io.spanwire.projections.lane.Lanes;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role {@code worker}: some lanes over a database and a Kafka cluster that the schema and topics are ready in.
 *
 * <p>Kafka's clients time their heartbeats by the wall clock. Should that go back, there would be none until it is again
 * what it was, and the group would give an idle lane's partitions away. So the lanes are then closed and opened anew, as in a
 * restart; PostgreSQL says where they go on.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int PIPELINE = 1_024;
    private static final long LOOK_MILLIS = 500;
    /** What closing lanes may take: a batch under way, what the relay has left. */
    private static final long CLOSE_SECONDS = 30;

    /** What holds for a lane's connection, such as how long a transaction may be left open. */
    private static final Map<String, String> LIMITS = Map.of(
            "search_path", "read_model",
            "application_name", "spanwire-worker",
            "idle_in_transaction_session_timeout", "15000");

    private final Supplier<Lanes> opening;
    private final ClockJumpDetector clock = new ClockJumpDetector(System::currentTimeMillis);
    private final ScheduledExecutorService timer;
    private volatile Lanes lanes;
    /** By the clock's thread, which is to open them anew. */
    private boolean closed;

    private Worker(Supplier<Lanes> opening) {
        this.opening = opening;
        this.lanes = opening.get();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "spanwire-worker-clock"));
        var unused = timer.scheduleWithFixedDelay(this::lookAtClock, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
            KafkaClients clients,
            Partitioning partitioning,
            PgConnectOptions database,
            WorkerSettings settings,
            MeterRegistry registry) {
        LaneSettings lane = new LaneSettings(
                "spanwire.workers",
                settings.member(),
                settings.maxCommands(),
                settings.maxStreams(),
                settings.snapshotEvery(),
                settings.statementTimeout(),
                DomainsHash.of(domains),
                bounded(database, settings.statementTimeout()));
        LaneMetrics metrics = new LaneMetrics(registry);
        return new Worker(() -> new Lanes(vertx, domains, clients, partitioning, lane, metrics, settings.lanes()));
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
        timer.shutdown();
        try {
            if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("lanes still being opened anew, not waited for");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        lanes.close();
    }

    private void lookAtClock() {
        try {
            clock.wentBack().ifPresent(this::closeLanes);
            if (closed) {
                lanes = opening.get();
                closed = false;
            }
        } catch (RuntimeException trouble) { // the timer would stop without a word
            LOG.error("lanes not opened anew, trying again", trouble);
        }
    }

    private void closeLanes(Duration back) {
        LOG.warn("clock went back, opening the lanes anew by={}", back);
        closed = true;
        lanes.close();
    }

    private static PgConnectOptions bounded(PgConnectOptions database, Duration statementTimeout) {
        PgConnectOptions own = new PgConnectOptions(database)
                .setPipeliningLimit(PIPELINE)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPreparedStatementCacheSqlLimit(16_384);
        LIMITS.forEach(own::addProperty);
        // shorter: a lock that does not come must not look like a statement that runs too long
        return own.addProperty("lock_timeout", Long.toString(statementTimeout.toMillis() / 2));
    }
}

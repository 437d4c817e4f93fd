package io.spanwire.projections;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.follower.OwnedPartitions;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.lane.CommitListener;
import io.spanwire.projections.lane.LaneMetrics;
import io.spanwire.projections.lane.LaneSettings;
import io.spanwire.projections.lane.Lanes;
import io.spanwire.projections.reaction.FollowUps;
import io.spanwire.projections.rebuild.RebuildStatus;
import io.spanwire.projections.rebuild.Rebuilder;
import io.spanwire.projections.webhook.WebhookDelivery;
import io.spanwire.projections.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role {@code worker}: the lanes of a process. The database's schema and Kafka's topics exist before it starts.
 *
 * <p>Kafka's clients time their heartbeats by the wall clock. When it goes back, they send none until it has caught up,
 * and the group assigns an idle lane's partitions to other members. So the lanes are closed and opened again, as in a
 * restart; PostgreSQL knows where they continue.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int PIPELINING_LIMIT = 1_024;
    private static final long CHECK_MILLIS = 500;
    /** Enough to finish a batch and to relay what is left. */
    private static final long CLOSE_SECONDS = 30;

    private static final Map<String, String> CONNECTION_PROPERTIES = Map.of(
            "search_path", "read_model",
            "application_name", "spanwire-worker",
            "plan_cache_mode", "force_generic_plan",
            "idle_in_transaction_session_timeout", "15000");

    private final Supplier<Lanes> openLanes;
    private final Rebuilder rebuilder;
    private final FollowUps followUps;
    private final WebhookDelivery webhooks;
    private final ClockJumpDetector clock = new ClockJumpDetector(System::currentTimeMillis);
    private final ScheduledExecutorService timer;
    private volatile Lanes lanes;
    /** Whether a clock jump closed the lanes and they are not open again. Only for the timer's thread. */
    private boolean closed;

    private Worker(Supplier<Lanes> openLanes, Rebuilder rebuilder, FollowUps followUps, WebhookDelivery webhooks) {
        this.openLanes = openLanes;
        this.followUps = followUps;
        this.webhooks = webhooks;
        this.rebuilder = rebuilder;
        this.lanes = openLanes.get();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "spanwire-worker-clock"));
        var unused = timer.scheduleWithFixedDelay(this::checkClock, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts the lanes. They retry until Kafka and PostgreSQL answer.
     *
     * @param handover the path to the edge and the notifier of this process
     * @param database as the worker role
     * @param webhookSettings where webhooks may lead, and how patiently
     * @param rebuilds is told what is rebuilt
     * @param clock tells when timers are due
     */
    public static Worker start(
            Vertx vertx,
            Domains domains,
            KafkaClients clients,
            Partitioning partitioning,
            Handover handover,
            PgConnectOptions database,
            WorkerSettings settings,
            WebhookSettings webhookSettings,
            MeterRegistry registry,
            RebuildStatus rebuilds,
            Clock clock) {
        LaneSettings lane = new LaneSettings(
                Topics.WORKER_GROUP,
                settings.member(),
                settings.maxCommands(),
                settings.maxStreams(),
                settings.snapshotEvery(),
                settings.statementTimeout(),
                settings.relayLinger(),
                DomainsHash.of(domains),
                withLimits(database, settings.statementTimeout()));
        LaneMetrics metrics = new LaneMetrics(registry);
        Function<String, PipelinedConnection> connect = name -> PipelinedConnection.open(
                vertx,
                new PgConnectOptions(lane.database()).addProperty("application_name", name),
                settings.statementTimeout());
        OwnedPartitions partitions = new OwnedPartitions(!domains.reactions().isEmpty());
        FollowUps followUps = FollowUps.start(
                domains,
                partitioning,
                partitions,
                lane.domainsHash(),
                () -> connect.apply("spanwire-reactions"),
                () -> new CommandPublisher(clients, partitioning, handover, FollowUps.delivery()),
                clock,
                registry);
        WebhookDelivery webhooks = WebhookDelivery.start(
                vertx,
                domains,
                partitioning,
                partitions,
                webhookSettings,
                () -> connect.apply("spanwire-webhooks"),
                Clock.systemUTC(),
                registry);
        return new Worker(
                () -> new Lanes(
                        vertx,
                        domains,
                        clients,
                        partitioning,
                        handover,
                        lane,
                        metrics,
                        () -> CommitListener.both(partitions.listener(), followUps.timerListener()),
                        settings.lanes()),
                Rebuilder.start(vertx, domains, database, metrics::committed, rebuilds),
                followUps,
                webhooks);
    }

    /** Completes when every lane is ready to decide. */
    public CompletionStage<Void> ready() {
        return lanes.ready();
    }

    /** Whether every lane decides; false while Kafka or PostgreSQL is unreachable. */
    public boolean decides() {
        return lanes.decides();
    }

    /** Whether reactions and timers run; false while Kafka or PostgreSQL is unreachable. */
    public boolean reacts() {
        return !followUps.isFailing();
    }

    /** Finishes and relays the current batches, then stops. Blocking. */
    @Override
    public void close() {
        rebuilder.close();
        timer.shutdown();
        try {
            if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("lanes are still being reopened, closing without them");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        webhooks.close(); // while the partitions are still here, so that it can store how far they are
        lanes.close();
        followUps.close();
    }

    private void checkClock() {
        try {
            clock.jumpBack().ifPresent(this::closeLanes);
            if (closed) {
                lanes = openLanes.get();
                closed = false;
            }
        } catch (RuntimeException failed) { // an exception would stop the timer silently
            LOG.error("lanes not reopened, trying again", failed);
        }
    }

    private void closeLanes(Duration jump) {
        LOG.warn("clock went back, reopening the lanes by={}", jump);
        closed = true;
        lanes.close();
    }

    /** The connection of a lane: its schema, its timeouts and its cache of statements. */
    public static PgConnectOptions withLimits(PgConnectOptions database, Duration statementTimeout) {
        PgConnectOptions bounded = new PgConnectOptions(database)
                .setPipeliningLimit(PIPELINING_LIMIT)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPreparedStatementCacheSqlLimit(16_384);
        CONNECTION_PROPERTIES.forEach(bounded::addProperty);
        // shorter than a statement may run: waiting for a lock must not look like a slow statement
        return bounded.addProperty("lock_timeout", Long.toString(statementTimeout.toMillis() / 2));
    }
}

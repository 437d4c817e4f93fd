package io.spanwire.projections.rebuild;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.projections.journal.PipelinedConnection;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that rebuilds read models of this worker's projections, one at a time.
 *
 * <h2>A rebuild</h2>
 *
 * Empty copies of the projection's tables are filled from the events of all partitions, merged by time, while lanes and
 * views use the tables that are there. When few events are left, {@link RebuildTables#switchTables} fills in the rest and
 * exchanges the tables in one transaction. A window of events and the progress behind it are one transaction, too: a
 * process that dies loses nothing, and the next one continues there. Of several workers, the one that holds a lock of the
 * database does it.
 *
 * <p>Rows that cannot be made, or are refused, end a rebuild: the tables in use stay. A database that does not answer is
 * waited for.
 */
public final class Rebuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
    private static final long LOOK_MILLIS = 2_000;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
    private static final long CLOSE_SECONDS = 10;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final Vertx vertx;
    private final Domains domains;
    private final PgConnectOptions worker;
    private final FillPace pace;
    private final RebuildStatus status;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<RebuildTables> tables = Optional.empty();

    private Rebuilder(
            Vertx vertx, Domains domains, PgConnectOptions worker, LongSupplier batches, RebuildStatus status) {
        this.vertx = vertx;
        this.domains = domains;
        this.worker = worker;
        this.pace = new FillPace(batches);
        this.status = status;
        this.thread = new Thread(this::run, "spanwire-rebuild");
    }

    /**
     * Starts looking for tasks.
     *
     * @param worker the login of the worker; what creates and moves the tables are functions that it may call
     * @param batches how many batches this worker's lanes have committed so far
     */
    public static Rebuilder start(
            Vertx vertx, Domains domains, PgConnectOptions worker, LongSupplier batches, RebuildStatus status) {
        PgConnectOptions options = new PgConnectOptions(worker)
                .setCachePreparedStatements(true)
                .setPipeliningLimit(256)
                .addProperty("search_path", "read_model_next")
                .addProperty("application_name", "spanwire-rebuild");
        Rebuilder rebuilder = new Rebuilder(vertx, domains, options, batches, status);
        rebuilder.thread.start();
        return rebuilder;
    }

    /** Stops after the current window; the next start continues there. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void run() {
        int failures = 0;
        long pause = 0;
        while (!isClosingWithin(pause)) {
            try {
                pause = carryOutNext() ? 0 : LOOK_MILLIS;
                failures = 0;
            } catch (RuntimeException failed) {
                LOG.warn("rebuilding interrupted, trying again reason={}", failed.toString(), failed);
                closeTables();
                pause = BACKOFF.pause(failures++).toMillis();
            }
        }
        closeTables();
    }

    private boolean isClosingWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private void closeTables() {
        tables.ifPresent(RebuildTables::close);
        tables = Optional.empty();
    }

    /** Carries out the oldest task that this worker can; false if there is none, or another process is at it. */
    private boolean carryOutNext() {
        RebuildTables current = tables.orElseGet(this::open);
        tables = Optional.of(current);
        for (RebuildTask task : current.unfinished()) {
            Optional<Projection> projection =
                    domains.projection(task.projection()).filter(own -> fills(own, task));
            if (projection.isPresent()) {
                return current.claim() && carryOut(current, task, projection.get());
            }
        }
        return false;
    }

    private boolean carryOut(RebuildTables current, RebuildTask task, Projection projection) {
        FillSource source = new FillSource(domains, projection);
        new RebuildRun(current, this::reader, pace, this::isOpen, status).carryOut(task, source);
        current.release();
        return true;
    }

    private RebuildTables open() {
        RebuildTables opened = RebuildTables.open(vertx, worker);
        opened.register(domains.projections());
        return opened;
    }

    private PipelinedConnection reader() {
        return PipelinedConnection.open(vertx, worker, READ_TIMEOUT);
    }

    /** An undo continues the tables of an older version with this worker's statements. */
    private static boolean fills(Projection own, RebuildTask task) {
        return own.version() == task.version() || task.kind() == RebuildTask.Kind.UNDO;
    }
}

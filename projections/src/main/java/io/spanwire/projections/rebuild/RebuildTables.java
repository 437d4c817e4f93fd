package io.spanwire.projections.rebuild;

import static io.spanwire.projections.journal.StatementAuthor.PROJECTION;
import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementAuthor;
import io.spanwire.projections.journal.StatementFailed;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are rebuilt and the record of it, on one connection as the worker, which calls functions of the
 * schema's owner.
 *
 * <h2>The switch</h2>
 *
 * One transaction locks the views out, then the lanes ({@code for update} on every partition, which each lane's
 * transaction needs first), fills in the events that were committed since the last page, and exchanges the tables. So
 * the new tables have exactly the events up to the partitions' heads; a lane continues with the next one, and a view sees
 * the old tables or the new ones. Views take their lock before their snapshot: a snapshot from before the switch would
 * find the new tables empty.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-lock.html">LOCK and snapshots</a>
 */
final class RebuildTables implements AutoCloseable {
    private static final Sql CLAIM = sql("claim.sql");
    private static final Sql REGISTER = sql("register.sql");
    private static final Sql OTHERS = sql("others.sql");
    private static final Sql RELEASE = sql("release.sql");
    private static final Sql UNFINISHED = sql("unfinished.sql");
    private static final Sql START = sql("start.sql");
    private static final Sql PROGRESS = sql("progress.sql");
    private static final Sql ADVANCE = sql("advance.sql");
    private static final Sql LOCK_VIEWS = sql("lock-views.sql");
    private static final Sql LOCK_LANES = sql("lock-lanes.sql");
    private static final Sql SWITCH = sql("switch.sql");
    private static final Sql COMPARE = sql("compare.sql");
    private static final Sql DISCARD = sql("discard.sql");
    private static final Sql END = sql("end.sql");

    /** Long enough to create an index on large tables, or to compare them. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofHours(1);

    private final PipelinedConnection connection;

    private RebuildTables(PipelinedConnection connection) {
        this.connection = connection;
    }

    /** Connects. A lock that is not free soon fails the transaction, so that lanes and views do not wait behind it. */
    static RebuildTables open(Vertx vertx, PgConnectOptions worker) {
        PgConnectOptions options = new PgConnectOptions(worker)
                .addProperty("lock_timeout", "1000")
                .addProperty("idle_in_transaction_session_timeout", "15000");
        return new RebuildTables(PipelinedConnection.open(vertx, options, STATEMENT_TIMEOUT));
    }

    /** Tells other processes which projections this one has, as long as the connection lasts. */
    void register(Collection<Projection> own) {
        Object[] names = own.stream().map(Projection::name).toArray(String[]::new);
        Object[] versions = own.stream().map(Projection::version).toArray(Integer[]::new);
        query(SPANWIRE, REGISTER, names, versions);
    }

    /** Whether a running worker has another version of the projection, whose rows do not belong into the new tables. */
    boolean otherVersionsRun(RebuildTask task) {
        return query(SPANWIRE, OTHERS, task.projection(), task.version())
                .iterator()
                .next()
                .getBoolean("running");
    }

    /** Whether this run of the task has neither ended nor been cancelled. */
    boolean isRunning(RebuildTask task) {
        return unfinished().contains(task);
    }

    /** Makes this process the one that carries out tasks, as long as the connection lasts; false if another is it. */
    boolean claim() {
        return query(SPANWIRE, CLAIM).iterator().next().getBoolean("claimed");
    }

    /** Lets another process carry out tasks. */
    void release() {
        query(SPANWIRE, RELEASE);
    }

    /** The tasks that were requested and have not ended, the oldest first. */
    List<RebuildTask> unfinished() {
        List<RebuildTask> tasks = new ArrayList<>();
        query(SPANWIRE, UNFINISHED).forEach(row -> tasks.add(task(row)));
        return tasks;
    }

    /** Creates a task's tables; empty if it was cancelled. Throws {@link StatementFailed} when they cannot be copied. */
    Optional<RebuildTask> start(RebuildTask task) {
        AtomicReference<@Nullable UUID> run = new AtomicReference<>();
        inTransaction("begin isolation level repeatable read", () -> {
            run.set(query(PROJECTION, START, task.projection())
                    .iterator()
                    .next()
                    .getUUID("run"));
            return true;
        });
        return Optional.ofNullable(run.get()).map(task::started);
    }

    List<FillProgress> progress(RebuildTask task) {
        List<FillProgress> progress = new ArrayList<>();
        query(SPANWIRE, PROGRESS, task.projection())
                .forEach(row -> progress.add(
                        new FillProgress(row.getInteger("partition"), row.getLong("position"), row.getLong("target"))));
        return progress;
    }

    /**
     * Writes a window's rows and progress in one transaction.
     *
     * @return false when the task was cancelled, or another process carries it out; then nothing is written
     */
    boolean write(RebuildTask task, FillSource source, FillWindow window) {
        return inTransaction("begin", () -> {
            control("set local synchronous_commit = off"); // progress that is lost is lost with its rows
            new FillWriter(connection, source).write(window);
            return advance(task, window.moves());
        });
    }

    private boolean advance(RebuildTask task, List<FillWindow.Move> moves) {
        Object[] partitions = moves.stream().map(FillWindow.Move::partition).toArray(Integer[]::new);
        Object[] from = moves.stream().map(FillWindow.Move::from).toArray(Long[]::new);
        Object[] to = moves.stream().map(FillWindow.Move::to).toArray(Long[]::new);
        return query(SPANWIRE, ADVANCE, task.projection(), run(task), partitions, from, to)
                        .rowCount()
                == moves.size();
    }

    /**
     * Fills in what is left and puts the tables into use.
     *
     * @return false when the task was cancelled; then nothing has changed
     */
    boolean switchTables(RebuildTask task, FillSource source) {
        return inTransaction("begin", () -> {
            query(SPANWIRE, LOCK_VIEWS);
            query(SPANWIRE, LOCK_LANES);
            FillWriter writer = new FillWriter(connection, source);
            MergedEvents rest = new MergedEvents(source, connection, progress(task));
            for (Optional<FillWindow> window = rest.next(); window.isPresent(); window = rest.next()) {
                writer.write(window.get());
            }
            return query(PROJECTION, SWITCH, task.projection(), run(task)).rowCount() == 1;
        });
    }

    /** Compares the filled tables with those that were in use; the rows that differ, some of each kind. */
    List<String> compare(RebuildTask task) {
        List<String> found = new ArrayList<>();
        query(PROJECTION, COMPARE, tables(task)).forEach(row -> found.add(row.getString("found")));
        return found;
    }

    /** Ends a task without putting its tables into use. */
    void end(RebuildTask task, String state, String detail) {
        inTransaction("begin", () -> {
            query(SPANWIRE, DISCARD, task.projection());
            query(SPANWIRE, END, task.projection(), run(task), state, detail);
            return true;
        });
    }

    /** Commits when the work returns true. */
    private boolean inTransaction(String begin, BooleanSupplier work) {
        control(begin);
        try {
            boolean done = work.getAsBoolean();
            control(done ? "commit" : "rollback");
            return done;
        } catch (StatementFailed | FillFailed failed) {
            control("rollback");
            throw failed;
        }
    }

    private void control(String command) {
        connection.roundTrip(() -> connection.send(SPANWIRE, command, command));
    }

    private RowSet<Row> query(StatementAuthor author, Sql statement, @Nullable Object... parameters) {
        return connection.roundTrip(() -> connection.send(author, statement, Tuple.from(parameters)));
    }

    private static @Nullable Object run(RebuildTask task) {
        return task.run().orElse(null);
    }

    private static Object tables(RebuildTask task) {
        return task.tables().toArray(String[]::new);
    }

    private static RebuildTask task(Row row) {
        return new RebuildTask(
                row.getString("projection"),
                RebuildTask.Kind.valueOf(row.getString("task").toUpperCase(Locale.ROOT)),
                row.getInteger("version"),
                List.of(row.getArrayOfStrings("tables")),
                RebuildTask.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getUUID("run")));
    }

    private static Sql sql(String resource) {
        return Sql.beside(RebuildTables.class, resource);
    }

    @Override
    public void close() {
        connection.close();
    }
}

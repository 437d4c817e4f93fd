package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Sql;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A lane's own connection. The lane's thread hands over a wave of statements that leave together and waits for all
 * answers: one round trip a wave, however many statements. Used by one thread.
 */
public final class PipelinedConnection implements AutoCloseable {
    /** Shorter than a wave may take: while the network is away this is all a lane does, and how late it may notice that it is back. */
    private static final Duration CONNECT = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final PgConnection connection;
    private final StatementTimer stopwatch;
    private final Duration patience;
    private long roundTrips;

    private PipelinedConnection(Vertx vertx, PgConnection connection, Duration statementTimeout) {
        this.vertx = vertx;
        this.connection = connection;
        this.stopwatch = new StatementTimer(statementTimeout);
        this.patience = statementTimeout.multipliedBy(3).dividedBy(2);
    }

    /**
     * Connects, and waits for it. A connection that comes later than anybody waits is closed again.
     *
     * @param statementTimeout what PostgreSQL cancels a statement after; a wave is waited for half as long again
     * @throws DatabaseUnavailable when there is no connection to be had
     */
    public static PipelinedConnection open(Vertx vertx, PgConnectOptions options, Duration statementTimeout) {
        PgConnectOptions bounded = new PgConnectOptions(options)
                .addProperty("statement_timeout", Long.toString(statementTimeout.toMillis()));
        CompletableFuture<PgConnection> connected = new CompletableFuture<>();
        vertx.runOnContext(go -> PgConnection.connect(vertx, bounded)
                .onSuccess(connection -> {
                    if (!connected.complete(connection)) {
                        var unused = connection.close();
                    }
                })
                .onFailure(connected::completeExceptionally));
        try {
            return new PipelinedConnection(vertx, get(connected, deadline(CONNECT)), statementTimeout);
        } catch (DatabaseUnavailable away) {
            connected.completeExceptionally(away);
            throw away;
        }
    }

    /** Queues a statement of the current wave. */
    Future<RowSet<Row>> send(Sql sql, Tuple parameters) {
        return stopwatch.timed(connection.preparedQuery(sql.text()).execute(parameters));
    }

    /** Queues a statement of the current wave, once for each tuple. */
    Future<RowSet<Row>> sendEach(Sql sql, List<Tuple> parameters) {
        return stopwatch.timed(connection.preparedQuery(sql.text()).executeBatch(parameters));
    }

    /** Queues a statement without parameters, such as {@code begin}. */
    Future<RowSet<Row>> send(String command) {
        return stopwatch.timed(connection.query(command).execute());
    }

    /**
     * Runs a wave and waits for it.
     *
     * @throws StatementFailed when PostgreSQL refused one of its statements
     * @throws DatabaseUnavailable when the connection broke or the answer did not come: what was sent may have happened
     */
    <T> T wave(Supplier<Future<T>> statements) {
        return get(sent(statements), deadline(patience));
    }

    /** The same, but waits as long as one statement after the other is answered. */
    <T> T slowRoundTrip(Supplier<Future<T>> statements) {
        return get(sent(statements), () -> patience.minus(stopwatch.silence()));
    }

    private <T> CompletableFuture<T> sent(Supplier<Future<T>> statements) {
        roundTrips++;
        stopwatch.start();
        CompletableFuture<T> answer = new CompletableFuture<>();
        vertx.runOnContext(go -> send(statements, answer));
        return answer;
    }

    /** Values that do not fit their array throw before anything of their statement is sent. */
    private static <T> void send(Supplier<Future<T>> statements, CompletableFuture<T> answer) {
        try {
            statements.get().onSuccess(answer::complete).onFailure(answer::completeExceptionally);
        } catch (RuntimeException misfit) {
            answer.completeExceptionally(misfit);
        }
    }

    /** Waves so far: the round trips this connection has cost. */
    public long roundTrips() {
        return roundTrips;
    }

    @Override
    public void close() {
        var unused = connection.close();
    }

    private static Supplier<Duration> deadline(Duration longest) {
        long started = System.nanoTime();
        return () -> longest.minusNanos(System.nanoTime() - started);
    }

    private static <T> T get(CompletableFuture<T> answer, Supplier<Duration> left) {
        try {
            return await(answer, left);
        } catch (ExecutionException failed) {
            throw SqlFailureClassifier.of(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException tooLate) {
            throw new DatabaseUnavailable("PostgreSQL did not answer in time", tooLate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, Supplier<Duration> left)
            throws ExecutionException, InterruptedException, TimeoutException {
        while (true) {
            try {
                return answer.get(left.get().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException tooLate) {
                if (!left.get().isNegative()) {
                    continue; // something was heard meanwhile
                }
                throw tooLate;
            }
        }
    }
}

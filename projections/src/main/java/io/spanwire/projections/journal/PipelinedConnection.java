package io.spanwire.projections.journal;

import io.netty.channel.ChannelPipeline;
import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A database connection of a lane or a rebuild. Its thread sends several statements together and waits for all answers:
 * one round trip for any number of statements. One thread.
 */
public final class PipelinedConnection implements AutoCloseable {
    /** Shorter than a round trip's timeout: a connecting lane must notice soon that the network is back. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final PgConnection connection;
    private final SyncConsolidation syncs;
    private final StatementTimer timer;
    private final Duration timeout;
    private long roundTrips;

    private PipelinedConnection(
            Vertx vertx, PgConnection connection, SyncConsolidation syncs, Duration statementTimeout) {
        this.vertx = vertx;
        this.connection = connection;
        this.syncs = syncs;
        this.timer = new StatementTimer(statementTimeout);
        this.timeout = statementTimeout.multipliedBy(3).dividedBy(2);
    }

    /**
     * Connects and blocks until connected. A connection that is established too late is closed again.
     *
     * @param statementTimeout after which PostgreSQL cancels a statement; a round trip may take 1.5 times as long
     * @throws DatabaseUnavailable when the connection cannot be established
     */
    public static PipelinedConnection open(Vertx vertx, PgConnectOptions options, Duration statementTimeout) {
        PgConnectOptions bounded = new PgConnectOptions(options)
                .addProperty("statement_timeout", Long.toString(statementTimeout.toMillis()));
        CompletableFuture<PgConnection> connected = new CompletableFuture<>();
        Queue<SentCommand> unanswered = new ArrayDeque<>();
        SyncConsolidation syncs = new SyncConsolidation(unanswered);
        vertx.runOnContext(ignored -> PgConnection.connect(vertx, bounded)
                .onSuccess(connection -> {
                    pipeline(connection)
                            .addBefore("codec", "answers", new AnswerCompletion(unanswered))
                            .addBefore("codec", "syncs", syncs);
                    if (!connected.complete(connection)) {
                        var unused = connection.close();
                    }
                })
                .onFailure(failure -> connected.completeExceptionally(
                        SqlFailureClassifier.classify(StatementAuthor.SPANWIRE, failure))));
        try {
            return new PipelinedConnection(vertx, get(connected, remaining(CONNECT_TIMEOUT)), syncs, statementTimeout);
        } catch (DatabaseUnavailable unavailable) {
            connected.completeExceptionally(unavailable);
            throw unavailable;
        }
    }

    private static ChannelPipeline pipeline(PgConnection connection) {
        SocketConnectionBase socket = (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap();
        return socket.socket().channelHandlerContext().pipeline();
    }

    /** Adds a statement to the current round trip. */
    public Future<RowSet<Row>> send(StatementAuthor author, Sql sql, Tuple parameters) {
        return timer.timed(
                author, sql.name(), connection.preparedQuery(sql.text()).execute(parameters));
    }

    /** Adds a statement to the current round trip, once for each tuple. */
    Future<RowSet<Row>> sendEach(StatementAuthor author, Sql sql, List<Tuple> parameters) {
        return timer.timed(
                author, sql.name(), connection.preparedQuery(sql.text()).executeBatch(parameters));
    }

    /** Adds the statements of projections, each with all its rows, which is fastest. */
    public List<Future<?>> sendRows(List<BulkStatement> statements) {
        List<Future<?>> sent = new ArrayList<>(statements.size());
        for (BulkStatement bulk : statements) {
            Sql sql = bulk.statement().sql();
            sent.add(
                    bulk.statement().isColumnar()
                            ? send(StatementAuthor.PROJECTION, sql, ArrayColumns.arraysOf(bulk))
                            : sendEach(StatementAuthor.PROJECTION, sql, ArrayColumns.rowsOf(bulk)));
        }
        return sent;
    }

    /** Adds a statement without parameters, such as {@code begin}, to the current round trip. */
    public Future<RowSet<Row>> send(StatementAuthor author, String name, String command) {
        return timer.timed(author, name, connection.preparedQuery(command).execute());
    }

    /**
     * Sends statements together and blocks until they are answered, all at once.
     *
     * @throws StatementFailed when PostgreSQL refused one of them
     * @throws DatabaseUnavailable when the connection broke or no answer came: what was sent may have been executed
     */
    public <T> T roundTrip(Supplier<Future<T>> statements) {
        return get(start(statements, true), remaining(timeout));
    }

    /** The same, but each is answered when it is done, and the timeout starts again with each answer. */
    <T> T slowRoundTrip(Supplier<Future<T>> statements) {
        return get(start(statements, false), () -> timeout.minus(timer.sinceLastAnswer()));
    }

    private <T> CompletableFuture<T> start(Supplier<Future<T>> statements, boolean together) {
        roundTrips++;
        timer.start(together);
        CompletableFuture<T> answer = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            syncs.together(together);
            send(statements, answer);
        });
        return answer;
    }

    /** A projection's value that does not fit its column's array throws here, before its statement is sent. */
    private static <T> void send(Supplier<Future<T>> statements, CompletableFuture<T> answer) {
        try {
            statements.get().onSuccess(answer::complete).onFailure(answer::completeExceptionally);
        } catch (RuntimeException notEncodable) {
            answer.completeExceptionally(StatementFailed.notSent(StatementAuthor.PROJECTION, notEncodable));
        }
    }

    /** Round trips so far. */
    public long roundTrips() {
        return roundTrips;
    }

    @Override
    public void close() {
        var unused = connection.close();
    }

    private static Supplier<Duration> remaining(Duration timeout) {
        long started = System.nanoTime();
        return () -> timeout.minusNanos(System.nanoTime() - started);
    }

    private static <T> T get(CompletableFuture<T> answer, Supplier<Duration> remaining) {
        try {
            return await(answer, remaining);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException classified
                    ? classified
                    : new DatabaseUnavailable("PostgreSQL is not available", failed);
        } catch (TimeoutException late) {
            throw new DatabaseUnavailable("PostgreSQL did not answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, Supplier<Duration> remaining)
            throws ExecutionException, InterruptedException, TimeoutException {
        while (true) {
            try {
                return answer.get(remaining.get().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                if (remaining.get().isNegative()) { // otherwise a statement was answered meanwhile
                    throw late;
                }
            }
        }
    }
}

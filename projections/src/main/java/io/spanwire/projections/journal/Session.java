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
public final class Session implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Shorter: while the network is away this is all a lane does, and how late it may notice that it is back. */
    private static final Duration CONNECT = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final PgConnection connection;
    private long waves;

    private Session(Vertx vertx, PgConnection connection) {
        this.vertx = vertx;
        this.connection = connection;
    }

    /**
     * Connects, and waits for it. A connection that comes later than anybody waits is closed again.
     *
     * @throws DatabaseUnavailable when there is no connection to be had
     */
    public static Session open(Vertx vertx, PgConnectOptions options) {
        CompletableFuture<PgConnection> connected = new CompletableFuture<>();
        vertx.runOnContext(go -> PgConnection.connect(vertx, options)
                .onSuccess(connection -> {
                    if (!connected.complete(connection)) {
                        var unused = connection.close();
                    }
                })
                .onFailure(connected::completeExceptionally));
        try {
            return new Session(vertx, get(connected, CONNECT));
        } catch (DatabaseUnavailable away) {
            connected.completeExceptionally(away);
            throw away;
        }
    }

    /** Queues a statement of the current wave. */
    Future<RowSet<Row>> send(Sql sql, Tuple parameters) {
        return connection.preparedQuery(sql.text()).execute(parameters);
    }

    /** Queues a statement of the current wave, once for each tuple. */
    Future<RowSet<Row>> sendEach(Sql sql, List<Tuple> parameters) {
        return connection.preparedQuery(sql.text()).executeBatch(parameters);
    }

    /** Queues a statement without parameters, such as {@code begin}. */
    Future<RowSet<Row>> send(String command) {
        return connection.query(command).execute();
    }

    /**
     * Runs a wave and waits for it.
     *
     * @throws StatementFailed when PostgreSQL refused one of its statements
     * @throws DatabaseUnavailable when the connection broke or the answer did not come: what was sent may have happened
     */
    <T> T wave(Supplier<Future<T>> statements) {
        waves++;
        CompletableFuture<T> answer = new CompletableFuture<>();
        vertx.runOnContext(go -> send(statements, answer));
        return get(answer, LONGEST);
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
    public long waves() {
        return waves;
    }

    @Override
    public void close() {
        var unused = connection.close();
    }

    private static <T> T get(CompletableFuture<T> answer, Duration longest) {
        try {
            return answer.get(longest.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw Failures.of(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException tooLate) {
            throw new DatabaseUnavailable("PostgreSQL did not answer within " + longest, tooLate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}

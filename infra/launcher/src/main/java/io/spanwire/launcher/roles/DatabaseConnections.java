package io.spanwire.launcher.roles;

import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.projections.schema.SchemaOwner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How each role reaches PostgreSQL, with its own login and no more rights than it needs. */
final class DatabaseConnections {
    private static final int CACHED_STATEMENTS = 256;
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_WAIT_SECONDS = 10;
    /** Unused for so long, a reader's connection leaves the pool. */
    private static final int UNUSED_SECONDS = 10;
    /**
     * A reader's connection that has heard nothing for so long is dead: it was unused, then given a statement, which ends
     * within its limit. Without this, one that died without a word (a failed link, a firewall that forgot it) would stay in
     * the pool for good.
     */
    private static final int SILENCE_SECONDS = 22;

    private static final Map<String, String> READER_LIMITS = Map.of(
            "application_name", "spanwire-reader",
            "statement_timeout", "10000",
            "default_transaction_read_only", "on",
            "idle_in_transaction_session_timeout", "15000");

    private final DatabaseEndpoint facts;

    DatabaseConnections(DatabaseEndpoint facts) {
        this.facts = facts;
    }

    SchemaOwner owner() {
        return new SchemaOwner(
                facts.jdbcUrl(),
                facts.owner().user(),
                facts.owner().password(),
                facts.worker().user(),
                facts.reader().user());
    }

    /** Connects once as the worker will, so that a login that is refused is refused at the start. */
    Future<Void> tryWorker(Vertx vertx) {
        return tried(vertx, facts.worker());
    }

    /** The same as edge and notifier will. */
    Future<Void> tryReader(Vertx vertx) {
        return tried(vertx, facts.reader());
    }

    private Future<Void> tried(Vertx vertx, DatabaseLogin login) {
        return PgConnection.connect(vertx, options(login))
                .compose(SqlConnection::close)
                .timeout(MAX_WAIT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(DatabaseRefusal.ofConnection(login.user(), failure)));
    }

    PgConnectOptions worker() {
        return options(facts.worker());
    }

    Pool readers(Vertx vertx, int size) {
        PgConnectOptions options = options(facts.reader())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPipeliningLimit(16);
        READER_LIMITS.forEach(options::addProperty);
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setIdleTimeout(UNUSED_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setConnectionTimeout(MAX_WAIT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .with(new NetClientOptions().setReadIdleTimeout(SILENCE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private PgConnectOptions options(DatabaseLogin login) {
        return new PgConnectOptions()
                .setHost(facts.host())
                .setPort(facts.port())
                .setDatabase(facts.name())
                .setUser(login.user())
                .setPassword(login.password());
    }
}

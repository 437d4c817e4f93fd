package io.spanwire.launcher.roles;

import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.settings.Role;
import io.spanwire.notifier.history.HistorySettings;
import io.spanwire.projections.schema.JdbcLogin;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL connections of the roles: each role has its own login with only the rights it needs. */
final class DatabaseConnections {
    private static final int CACHED_STATEMENTS = 256;
    private static final int MAX_QUEUED = 10_000;
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** After this time without use, a reader's connection is closed. */
    private static final int IDLE_SECONDS = 10;
    /**
     * After this time without incoming data, a reader's connection is dead: longer than idle time plus statement
     * timeout. Otherwise a connection that failed silently (a broken link, a firewall that dropped its state) would
     * stay in the pool.
     */
    private static final int READ_IDLE_SECONDS = 22;

    private static final Map<String, String> READER_PROPERTIES = Map.of(
            "application_name", "spanwire-reader",
            "statement_timeout", "10000",
            "default_transaction_read_only", "on",
            "idle_in_transaction_session_timeout", "15000");

    private static final int SESSION_POOL = 2;
    /** What opens and ends sessions writes, by functions. */
    private static final Map<String, String> SESSION_PROPERTIES = Map.of(
            "application_name", "spanwire-sessions",
            "statement_timeout", "4000",
            "lock_timeout", "3000");

    private static final Map<String, String> WEBHOOK_PROPERTIES = Map.of(
            "application_name", "spanwire-webhook-admin",
            "statement_timeout", "20000",
            "lock_timeout", "3000");

    private final DatabaseEndpoint endpoint;

    DatabaseConnections(DatabaseEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Whether this process has the login of the schema's owner, and prepares the database itself. */
    boolean hasOwner() {
        return endpoint.owner().isKnown();
    }

    /** Throws UserFacingException without its password. */
    SchemaOwner owner() {
        return new SchemaOwner(
                endpoint.jdbcUrl(),
                endpoint.owner().user(),
                endpoint.owner().password(),
                endpoint.worker().user(),
                endpoint.reader().user());
    }

    /** For blocking work as the worker, or as edge and notifier do. */
    JdbcLogin blocking(Role role) {
        DatabaseLogin login = role == Role.WORKER ? endpoint.worker() : endpoint.reader();
        return new JdbcLogin(endpoint.jdbcUrl(), login.user(), login.password());
    }

    /** Connects once with the worker's login, so that a start fails if PostgreSQL refuses it. */
    Future<Void> tryWorker(Vertx vertx) {
        return tryLogin(vertx, endpoint.worker());
    }

    /** Connects once with the login of edge and notifier. */
    Future<Void> tryReader(Vertx vertx) {
        return tryLogin(vertx, endpoint.reader());
    }

    private Future<Void> tryLogin(Vertx vertx, DatabaseLogin login) {
        return PgConnection.connect(vertx, options(login))
                .compose(SqlConnection::close)
                .timeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(DatabaseRefusal.ofConnection(login.user(), failure)));
    }

    PgConnectOptions worker() {
        return options(endpoint.worker());
    }

    PgConnectOptions reader() {
        return options(endpoint.reader());
    }

    Pool readers(Vertx vertx, int size) {
        return readerPool(vertx, size, READER_PROPERTIES);
    }

    Pool historyReaders(Vertx vertx, int size) {
        Map<String, String> properties = new HashMap<>(READER_PROPERTIES);
        properties.putAll(HistorySettings.connectionProperties());
        return readerPool(vertx, size, properties);
    }

    /** Connections of their own, so that a flood of reads does not keep a session from being ended. */
    Pool sessions(Vertx vertx) {
        return readerPool(vertx, SESSION_POOL, SESSION_PROPERTIES);
    }

    /** A connection that changes webhooks; to find where a time is in a long history takes a while. */
    Pool webhooks(Vertx vertx) {
        return readerPool(vertx, 1, WEBHOOK_PROPERTIES);
    }

    private Pool readerPool(Vertx vertx, int size, Map<String, String> properties) {
        PgConnectOptions options = options(endpoint.reader())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPipeliningLimit(16);
        properties.forEach(options::addProperty);
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(MAX_QUEUED)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setConnectionTimeout(CONNECT_TIMEOUT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .with(new NetClientOptions()
                        .setReadIdleTimeout(READ_IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private PgConnectOptions options(DatabaseLogin login) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setDatabase(endpoint.name())
                .setUser(login.user())
                .setPassword(login.password());
        return DatabaseTlsOptions.apply(endpoint.tls(), options);
    }
}

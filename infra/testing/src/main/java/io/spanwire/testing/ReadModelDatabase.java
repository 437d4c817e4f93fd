package io.spanwire.testing;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.platform.CloseStack;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.projections.Worker;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementAuthor;
import io.spanwire.projections.schema.Schema;
import io.spanwire.projections.schema.SchemaOwner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A PostgreSQL with the tables of the domains. Each piece of work has a transaction of its own, which is rolled back: one
 * piece sees nothing of another. It has the worker's login and the settings of its connections.
 */
final class ReadModelDatabase implements AutoCloseable {
    private static final int PARTITIONS = 1;
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(20);

    private final CloseStack parts;
    private final Domains domains;
    private final DatabaseEndpoint endpoint;
    private final Vertx vertx;

    private ReadModelDatabase(CloseStack parts, Domains domains, DatabaseEndpoint endpoint, Vertx vertx) {
        this.parts = parts;
        this.domains = domains;
        this.endpoint = endpoint;
        this.vertx = vertx;
    }

    /** Starts and migrates; takes seconds. */
    static ReadModelDatabase start(List<Domain> all) {
        CloseStack parts = new CloseStack();
        TestFolder.closeAtExit(parts);
        try {
            Domains domains = Domains.of(all);
            TestFolder folder = parts.add(TestFolder.create());
            DatabaseEndpoint endpoint = parts.add(EmbeddedDatabase.start(
                            folder.path(), PostgresPrograms.folder(folder.path().resolve("binaries"))))
                    .endpoint();
            new Schema(new SchemaOwner(
                            endpoint.jdbcUrl(),
                            endpoint.owner().user(),
                            endpoint.owner().password(),
                            endpoint.worker().user(),
                            endpoint.reader().user()))
                    .prepare(domains, all.get(0).getClass().getClassLoader(), PARTITIONS);
            Vertx vertx = Vertx.vertx();
            parts.add(() ->
                    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
            return new ReadModelDatabase(parts, domains, endpoint, vertx);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    Domains domains() {
        return domains;
    }

    /** Does work in a transaction that is rolled back. */
    <T> T rolledBack(Function<PipelinedConnection, T> work) {
        try (PipelinedConnection connection =
                PipelinedConnection.open(vertx, Worker.withLimits(options(), STATEMENT_TIMEOUT), STATEMENT_TIMEOUT)) {
            connection.roundTrip(() -> connection.send(StatementAuthor.SPANWIRE, "begin", "begin"));
            return work.apply(connection); // closing ends the transaction
        }
    }

    private PgConnectOptions options() {
        return new PgConnectOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setDatabase(endpoint.name())
                .setUser(endpoint.worker().user())
                .setPassword(endpoint.worker().password());
    }

    @Override
    public void close() {
        parts.close();
    }
}

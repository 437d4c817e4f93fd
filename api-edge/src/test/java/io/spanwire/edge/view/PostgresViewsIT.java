package io.spanwire.edge.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.command.PostgresOutcomeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The edge's reads from a real PostgreSQL: views with every column type, versions, outcomes. */
class PostgresViewsIT {
    private static final StreamId STREAM = new StreamId("note", "a");
    private static final View LINES = View.named(
                    "lines",
                    new Sql(
                            "lines.sql",
                            "select line, text, done, amount, at, id, extra, tags, nothing, ratio from lines"
                                    + " where note = $1 and ($2::timestamptz is null or at >= $2)"
                                    + " and ($3::bigint is null or line < $3) order by line desc limit $4"))
            .parameter("note", ParameterType.TEXT)
            .optional("since", ParameterType.TIMESTAMP)
            .ofStream("note", "note")
            .pagedBy("line", ParameterType.BIGINT)
            .build();

    private static final Domains DOMAINS = Domains.of(List.of(new Lines()));

    private static EmbeddedPostgres postgres;
    private static Vertx vertx;
    private static Pool pool;

    @BeforeAll
    static void open() throws Exception {
        postgres = EmbeddedPostgres.start();
        vertx = Vertx.vertx();
        PgConnectOptions options = new PgConnectOptions()
                .setPort(postgres.getPort())
                .setUser("postgres")
                .setDatabase("postgres")
                .setCachePreparedStatements(true);
        pool = PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(2))
                .using(vertx)
                .build();
        await(pool.query(Sql.beside(PostgresViewsIT.class, "tables.sql").text()).execute());
    }

    @AfterAll
    static void close() throws Exception {
        await(pool.close());
        await(vertx.close());
        postgres.close();
    }

    @Test
    void everyTypeOfColumnBecomesJson() {
        ViewPage answer = ask(null, 1, null);

        assertThat(answer.rows())
                .hasValue("[{\"line\":3,\"text\":\"drei \\\"3\\\"\",\"done\":true,\"amount\":12.50,"
                        + "\"at\":\"2026-11-22T10:00:00.123Z\",\"id\":\"018f0000-0000-7000-8000-000000000003\","
                        + "\"extra\":{\"deep\":[1,null]},\"tags\":[\"a\",\"b\"],\"nothing\":null,\"ratio\":0.5}]");
        assertThat(answer.next()).isEqualTo("3");
        assertThat(answer.snapshot().version()).hasValue(7);
    }

    @Test
    void pagesCoverAllRows() {
        assertThat(ask(null, 2, null).next()).isEqualTo("2");
        assertThat(ask(null, 2, 2L).count()).isEqualTo(1);
        assertThat(ask(null, 2, 2L).next()).isEqualTo("null");
        assertThat(ask(null, 3, null).next()).isEqualTo("null");
    }

    @Test
    void optionalParametersFilter() {
        assertThat(ask(Instant.parse("2026-11-22T10:00:00Z"), 10, null).count()).isEqualTo(1);
    }

    @Test
    void questionsOfAccessRulesAreAnsweredInTheirOrder() {
        List<BoundView> questions = List.of(
                bound(null, 1, null), bound(Instant.parse("2999-01-01T00:00:00Z"), 1, null), bound(null, 1, 2L));

        assertThat(await(new PostgresViews(pool, DOMAINS).haveRows(questions))).containsExactly(true, false, true);
    }

    @Test
    void knownVersionDoesNotRunTheView() {
        ViewPage answer = await(new PostgresViews(pool, DOMAINS)
                .query(bound(null, 1, null), at -> at.version().equals(OptionalLong.of(7))));

        assertThat(answer.rows()).isEmpty();
        assertThat(answer.snapshot().epoch()).isEqualTo("018f0000-0000-7000-8000-000000000000");
    }

    @Test
    void streamWithoutEventsIsAtVersionZero() {
        PostgresViews views = new PostgresViews(pool, DOMAINS);

        assertThat(await(views.version(STREAM))).isEqualTo(7);
        assertThat(await(views.version(new StreamId("note", "none")))).isZero();
    }

    @Test
    void viewWhoseTablesWereNeverFilledIsNotShown() {
        execute("insert into spanwire.projection values ('lines', 0)");

        assertThatThrownBy(() -> ask(null, 1, null))
                .hasRootCauseInstanceOf(ProblemException.class)
                .rootCause()
                .extracting(failure -> ((ProblemException) failure).problem().code())
                .isEqualTo("being-built");
        execute("update spanwire.projection set version = 1");
        assertThat(ask(null, 1, null).count()).isEqualTo(1);
    }

    @Test
    void viewWaitsWhileTablesAreExchanged() throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                java.sql.Statement exchange = connection.createStatement()) {
            connection.setAutoCommit(false);
            exchange.execute("lock table spanwire.projection in access exclusive mode");
            exchange.execute("create table new_lines as table read_model.lines");
            exchange.execute("alter table read_model.lines rename to old_lines");
            exchange.execute("alter table new_lines set schema read_model");
            exchange.execute("alter table read_model.new_lines rename to lines");

            Future<ViewPage> reading = new PostgresViews(pool, DOMAINS).query(bound(null, 3, null), at -> false);
            awaitLockWaiter();
            connection.commit();

            assertThat(await(reading).count()).isEqualTo(3);
        }
        execute("drop table read_model.old_lines");
    }

    private static void awaitLockWaiter() {
        Awaitility.await()
                .until(() -> await(pool.query("select 1 from pg_locks where not granted")
                                        .execute())
                                .size()
                        > 0);
    }

    private static void execute(String sql) {
        await(pool.query(sql).execute());
    }

    private static final class Lines implements Domain {
        @Override
        public String name() {
            return "lines";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of();
        }

        @Override
        public List<Projection> projections() {
            return List.of(Projection.named("lines", 1)
                    .tables("lines")
                    .on(String.class, new Statement(new Sql("none", "select $1"), List.of()), event -> Row.of(1))
                    .build());
        }
    }

    @Test
    void viewsCannotWrite() {
        View writing = View.named(
                        "writing",
                        new Sql("w.sql", "delete from lines where note = $1 and $2::text is null and $3::int > 0"))
                .parameter("note", ParameterType.TEXT)
                .pagedBy("line", ParameterType.TEXT)
                .build();
        BoundView question = new BoundView(writing, List.of("a"), null, 1, Optional.empty());

        assertThatThrownBy(() -> await(new PostgresViews(pool, DOMAINS).query(question, at -> false)))
                .hasRootCauseInstanceOf(PgException.class);
        assertThat(ask(null, 10, null).count()).isEqualTo(3);
    }

    @Test
    void invalidStatementIsABug() {
        View wrong = View.named("wrong", new Sql("w.sql", "select nothing_here from lines where $1 = $2 and $3 > 0"))
                .parameter("note", ParameterType.TEXT)
                .pagedBy("line", ParameterType.TEXT)
                .build();
        BoundView question = new BoundView(wrong, List.of("a"), null, 1, Optional.empty());

        assertThatThrownBy(() -> await(new PostgresViews(pool, DOMAINS).query(question, at -> false)))
                .hasRootCauseInstanceOf(PgException.class);
    }

    @Test
    void outcomesAreRead() {
        PostgresOutcomeStore outcomes = new PostgresOutcomeStore(pool);

        assertThat(await(outcomes.find(UUID.fromString("018f0000-0000-7000-8000-00000000000a"))))
                .hasValue(new Outcome.Accepted(
                        UUID.fromString("018f0000-0000-7000-8000-00000000000a"), STREAM, "print", "u-1", 7, 2));
        assertThat(await(outcomes.find(UUID.fromString("018f0000-0000-7000-8000-00000000000b"))))
                .hasValueSatisfying(outcome -> assertThat(
                                ((Outcome.Rejected) outcome).problem().code())
                        .isEqualTo("locked"));
        assertThat(await(outcomes.find(UUID.fromString("018f0000-0000-7000-8000-00000000000c"))))
                .hasValueSatisfying(outcome ->
                        assertThat(((Outcome.Failed) outcome).problem().code()).isEqualTo("undecidable"));
        assertThat(await(outcomes.find(UUID.fromString("018f0000-0000-7000-8000-00000000000d"))))
                .as("it waits in a parked stream now")
                .isEmpty();
        assertThat(await(outcomes.find(UUID.randomUUID()))).isEmpty();
    }

    private static ViewPage ask(@Nullable Instant since, int limit, @Nullable Long page) {
        return await(new PostgresViews(pool, DOMAINS).query(bound(since, limit, page), at -> false));
    }

    private static BoundView bound(@Nullable Instant since, int limit, @Nullable Long page) {
        return new BoundView(LINES, Arrays.asList("a", since), page, limit, Optional.of(STREAM));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("The future failed", failure);
        }
    }
}

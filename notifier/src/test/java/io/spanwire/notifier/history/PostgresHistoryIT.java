package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.TestFrontend;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL, and its specifics: page sizes in bytes, and query plans. */
class PostgresHistoryIT extends HistoryContract {
    private static final int PARTITION = 3;
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final HistorySettings SETTINGS =
            new HistorySettings(2, PAGE, 10_000, 4, 100, Duration.ofSeconds(5), 3);

    private static Vertx vertx;
    private static EmbeddedPostgres postgres;
    private static Pool pool;
    private HistorySource history;

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        postgres = EmbeddedPostgres.start();
        pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(postgres.getPort())
                        .setUser("postgres")
                        .setPassword("postgres")
                        .setDatabase("postgres")
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build();
        for (String statement : SchemaForTests.STATEMENTS) {
            TestFrontend.await(pool.query(statement).execute());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        TestFrontend.await(pool.close());
        TestFrontend.await(vertx.close());
        postgres.close();
    }

    @BeforeEach
    void empty() {
        TestFrontend.await(pool.query("truncate spanwire.event, spanwire.stream, spanwire.archived_page")
                .execute());
        TestFrontend.await(pool.query("update spanwire.partition set head = 0").execute());
        history = new PostgresHistory(pool, SETTINGS);
    }

    @Test
    void pageEndsAtItsByteLimit() {
        IntStream.range(0, 4).forEach(i -> commit(ROOM, "x".repeat(6_000)));

        assertThat(versions(TestFrontend.await(history.page(ROOM, 0)))).containsExactly(1L, 2L);
        assertThat(versions(TestFrontend.await(history.page(ROOM, 2)))).containsExactly(3L, 4L);
    }

    @Test
    void eventLargerThanAPageIsReturnedAlone() {
        commit(ROOM, "x".repeat(50_000));
        commit(ROOM, "small");

        assertThat(versions(TestFrontend.await(history.page(ROOM, 0)))).containsExactly(1L);
    }

    @Test
    void archivedEventsAreReadLikeRows() {
        List<EventText> all = IntStream.range(0, 12)
                .mapToObj(i -> commit(ROOM, "grüße " + i).body())
                .toList();
        archive(1, 4);
        archive(5, 7);

        for (int round = 0; round < 2; round++) { // the second one knows where the archive ends
            List<EventText> read = new ArrayList<>();
            for (HistoryPage page = TestFrontend.await(history.firstPage(ROOM, 0));
                    page.events() > 0;
                    page = TestFrontend.await(history.page(ROOM, read.size()))) {
                assertThat(page.first()).isEqualTo(read.size() + 1);
                versions(page).stream().map(page::text).forEach(read::add);
            }
            assertThat(read).isEqualTo(all);
        }
        assertThat(versions(TestFrontend.await(history.firstPage(ROOM, 1)))).containsExactly(2L, 3L);
        assertThat(versions(TestFrontend.await(history.page(ROOM, 5)))).containsExactly(6L, 7L);
        assertThat(versions(TestFrontend.await(history.page(ROOM, 7)))).containsExactly(8L, 9L, 10L, 11L, 12L);
        assertThat(TestFrontend.await(history.page(ROOM, 12)).events()).isZero();
        assertThat(TestFrontend.await(history.changedStreams(PARTITION, 2, 3))).containsOnlyKeys(ROOM);
        assertThat(TestFrontend.await(history.changedStreams(PARTITION, 2, 9))).containsEntry(ROOM, 9L);
    }

    @Test
    void archivedPartEndsAtTheByteLimitOfAPage() {
        IntStream.range(0, 4).forEach(i -> commit(ROOM, "x".repeat(6_000)));
        archive(1, 3);

        assertThat(versions(TestFrontend.await(history.page(ROOM, 0)))).containsExactly(1L);
        assertThat(versions(TestFrontend.await(history.page(ROOM, 2)))).containsExactly(3L);
    }

    @Test
    void missingVersionIsAFailure() {
        IntStream.range(0, 4).forEach(i -> commit(ROOM, "x"));
        run("delete from spanwire.event where version = $1", Tuple.of(2L));

        assertThat(history.page(ROOM, 1).toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));
    }

    /** Moves events of the room into a page. */
    private static void archive(long first, long last) {
        List<ArchivedEvent> events = new ArrayList<>();
        TestFrontend.await(
                        pool.preparedQuery("delete from spanwire.event where stream = $1 and version between $2 and $3"
                                        + " returning version, position, type, body")
                                .execute(Tuple.of(ROOM.toString(), first, last)))
                .forEach(row -> events.add(new ArchivedEvent(
                        row.getLong(0),
                        row.getLong(1),
                        row.getString(2),
                        Instant.EPOCH,
                        EventText.of(row.getString(3)),
                        null)));
        events.sort(Comparator.comparing(ArchivedEvent::version));
        ArchivedPage page = ArchivedPage.of(events);
        run(
                "insert into spanwire.archived_page values ($1, $2, $3, $4, $5, $6, $7)",
                Tuple.of(
                        ROOM.toString(),
                        first,
                        last,
                        PARTITION,
                        page.firstPosition(),
                        page.lastPosition(),
                        Buffer.buffer(page.encode())));
    }

    @Test
    void queriesUseTheirIndexes() {
        IntStream.range(0, 300).forEach(i -> commit(new StreamId("chat", "room-" + i % 50), "x"));
        TestFrontend.await(pool.query("analyze spanwire.event").execute());

        assertThat(plan("page.sql", Tuple.of("chat/room-7", 3L, 5, 10_000))).contains("event_pkey");
        assertThat(plan("changed-streams.sql", Tuple.of(PARTITION, 10L, 20L))).contains("event_partition_position_key");
    }

    @Override
    HistorySource history() {
        return history;
    }

    @Override
    StoredEvent commit(StreamId stream, String data) {
        long version = count("select count(*) from spanwire.event where stream = $1", Tuple.of(stream.toString())) + 1;
        long position = count("select head from spanwire.partition where partition = $1", Tuple.of(PARTITION)) + 1;
        StoredEvent event = new StoredEvent(stream, version, position, "{\"data\":\"" + data + "\"}");
        run(
                "insert into spanwire.event (stream, version, partition, position, type, at, body)"
                        + " values ($1, $2, $3, $4, 'chat.posted', now(), $5)",
                Tuple.of(
                        stream.toString(),
                        version,
                        PARTITION,
                        position,
                        event.body().toString()));
        run(
                "insert into spanwire.stream (stream, partition, version) values ($1, $2, $3)"
                        + " on conflict (stream) do update set version = excluded.version",
                Tuple.of(stream.toString(), PARTITION, version));
        run("update spanwire.partition set head = $1 where partition = $2", Tuple.of(position, PARTITION));
        return event;
    }

    @Override
    int partition(StreamId stream) {
        return PARTITION;
    }

    private static String plan(String resource, Tuple parameters) {
        String sql = io.spanwire.bus.domain.Sql.beside(PostgresHistory.class, resource)
                .text();
        return TestFrontend.await(pool.withTransaction(tx -> tx.query("set local enable_seqscan = off")
                .execute()
                .compose(set -> tx.preparedQuery("explain " + sql).execute(parameters))
                .map(rows -> {
                    List<String> lines = new java.util.ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return String.join("\n", lines);
                })));
    }

    private static long count(String sql, Tuple parameters) {
        return TestFrontend.await(pool.preparedQuery(sql).execute(parameters))
                .iterator()
                .next()
                .getLong(0);
    }

    private static void run(String sql, Tuple parameters) {
        TestFrontend.await(pool.preparedQuery(sql).execute(parameters));
    }
}

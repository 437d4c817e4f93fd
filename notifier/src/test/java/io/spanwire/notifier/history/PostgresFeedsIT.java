package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.TestFrontend;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresFeedsIT {
    private static final int PARTITIONS = 4;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final FeedFilter EVERYTHING = new FeedFilter(FeedName.EVERYTHING);
    private static final HistorySettings SETTINGS =
            new HistorySettings(2, 40, 100_000, 4, 100, Duration.ofSeconds(5), 3);

    private static Vertx vertx;
    private static EmbeddedPostgres postgres;
    private static Pool pool;
    private FeedSource feeds;
    private final long[] heads = new long[PARTITIONS];
    private final Map<String, Long> versions = new HashMap<>();
    /** Texts in the order of commits. */
    private final List<String> committed = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        postgres = EmbeddedPostgres.start();
        PgConnectOptions options = new PgConnectOptions()
                .setHost("localhost")
                .setPort(postgres.getPort())
                .setUser("postgres")
                .setPassword("postgres")
                .setDatabase("postgres")
                .setCachePreparedStatements(true)
                .addProperty("plan_cache_mode", "force_generic_plan"); // as after some uses
        HistorySettings.connectionProperties().forEach(options::addProperty);
        pool = PgBuilder.pool()
                .connectingTo(options)
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
        feeds = new PostgresFeeds(pool, SETTINGS);
    }

    @Test
    void everyEventComesOnceByTime() {
        commitMany(500);

        assertThat(read(EVERYTHING)).containsExactlyElementsOf(committed);
    }

    @Test
    void feedOfATypeAndOfSomeEventsPassesTheRest() {
        commitMany(500);

        assertThat(read(new FeedFilter(FeedName.of("chat"))))
                .containsExactlyElementsOf(committed.stream()
                        .filter(text -> text.contains("chat/"))
                        .toList());
        assertThat(read(new FeedFilter(FeedName.of("chat"), Set.of("t.1"), Instant.EPOCH)))
                .containsExactlyElementsOf(committed.stream()
                        .filter(text -> text.contains("chat/") && text.contains("t.1"))
                        .toList());
        assertThat(read(new FeedFilter(FeedName.of("none")))).isEmpty();
    }

    @Test
    void largeEventsMakePagesShort() {
        IntStream.range(0, 30).forEach(i -> commit("chat/" + i % 8, "t.1", "x".repeat(60_000), START.plusSeconds(i)));
        writeHeads();

        FeedPage page = TestFrontend.await(
                feeds.page(EVERYTHING, beginning(), TestFrontend.await(feeds.heads()), new FeedShares(PARTITIONS, 40)));

        assertThat(page.events()).isLessThan(8);
        assertThat(read(EVERYTHING)).hasSize(30);
    }

    @Test
    void archivedEventsComeInTheirPlaces() {
        commitMany(300);
        archive("chat/1");
        archive("list/2");

        assertThat(read(EVERYTHING)).containsExactlyInAnyOrderElementsOf(committed);
        assertThat(read(new FeedFilter(FeedName.of("chat"), Set.of("t.1"), Instant.EPOCH)))
                .containsExactlyInAnyOrderElementsOf(committed.stream()
                        .filter(text -> text.contains("chat/") && text.contains("t.1"))
                        .toList());
    }

    @Test
    void timeIsFoundInEveryPartition() {
        commitMany(400);
        Instant since = START.plusSeconds(300);
        FeedFilter filter = new FeedFilter(FeedName.EVERYTHING, Set.of(), since);

        FeedToken before = TestFrontend.await(feeds.before(since));
        List<String> read = read(filter, before);

        assertThat(read).containsExactlyElementsOf(committed.subList(300, 400));
        assertThat(IntStream.range(0, PARTITIONS).mapToLong(i -> before.positions()[i]))
                .as("it starts not at the beginning, but some time before")
                .allMatch(position -> position > 0);
        archive("chat/1");
        assertThat(read(filter, TestFrontend.await(feeds.before(since))))
                .containsExactlyInAnyOrderElementsOf(committed.subList(300, 400));
    }

    @Test
    void pageOfAnOlderDatabaseLeadsNoFurther() {
        commitMany(8);
        FeedToken heads = TestFrontend.await(feeds.heads());
        long[] ahead = heads.positions();
        ahead[0] += 10;

        FeedPage page = TestFrontend.await(
                feeds.page(EVERYTHING, heads, new FeedToken(heads.epoch(), ahead), new FeedShares(PARTITIONS, 40)));

        assertThat(page.events()).isZero();
        assertThat(page.positions().through(0)).isEqualTo(heads.positions()[0]);
    }

    @Test
    void pageReadsItsPartitionsByTheirIndex() {
        commitMany(2_000);
        TestFrontend.await(pool.query("analyze spanwire.event").execute());
        String sql = Sql.beside(PostgresFeeds.class, "feed-page.sql").text();

        StringBuilder plan = new StringBuilder();
        for (Row row :
                TestFrontend.await(pool.query("explain (generic_plan) " + sql).execute())) {
            plan.append(row.getString(0)).append('\n');
        }

        assertThat(plan.toString())
                .contains("Index Scan using event_partition_position_key")
                .doesNotContain("event_pkey", "Seq Scan on event", "Bitmap Heap Scan on event");
    }

    private List<String> read(FeedFilter filter) {
        return read(filter, beginning());
    }

    /** Reads page after page. */
    private List<String> read(FeedFilter filter, FeedToken from) {
        FeedToken to = TestFrontend.await(feeds.heads());
        FeedShares shares = new FeedShares(PARTITIONS, 40);
        List<String> texts = new ArrayList<>();
        FeedToken after = from;
        int pages = 0;
        while (!after.equals(to)) {
            FeedPage page = TestFrontend.await(feeds.page(filter, after, to, shares));
            IntStream.range(0, page.events())
                    .forEach(i -> texts.add(page.text(i).toString()));
            long[] through = new long[PARTITIONS];
            for (int i = 0; i < PARTITIONS; i++) {
                through[i] = page.positions().through(i);
            }
            after = new FeedToken(to.epoch(), through);
            assertThat(++pages).as("pages that lead nowhere").isLessThan(500);
        }
        return texts;
    }

    private static FeedToken beginning() {
        FeedToken heads = TestFrontend.await(new PostgresFeeds(pool, SETTINGS).heads());
        return new FeedToken(heads.epoch(), new long[PARTITIONS]);
    }

    /** Events one second apart, of ten streams of two types; partitions get differently many. */
    private void commitMany(int events) {
        Random random = new Random(events);
        for (int i = 0; i < events; i++) {
            String stream = (random.nextBoolean() ? "chat/" : "list/") + random.nextInt(5);
            commit(stream, "t." + random.nextInt(3), "", START.plusSeconds(i));
        }
        writeHeads();
    }

    private void commit(String stream, String type, String filler, Instant at) {
        int partition = Math.floorMod(stream.hashCode(), PARTITIONS);
        long version = versions.merge(stream, 1L, Long::sum);
        String body = "{\"source\":\"/streams/" + stream + "\",\"type\":\"" + type + "\",\"version\":" + version
                + filler + '}';
        committed.add(body);
        TestFrontend.await(pool.preparedQuery("insert into spanwire.event values ($1, $2, $3, $4, $5, $6, $7, null)")
                .execute(Tuple.of(
                        stream, version, partition, ++heads[partition], type, at.atOffset(ZoneOffset.UTC), body)));
    }

    private void writeHeads() {
        for (int i = 0; i < PARTITIONS; i++) {
            TestFrontend.await(pool.preparedQuery("update spanwire.partition set head = $2 where partition = $1")
                    .execute(Tuple.of(i, heads[i])));
        }
    }

    /** Moves all rows of a stream into one page. */
    private static void archive(String stream) {
        List<ArchivedEvent> events = new ArrayList<>();
        int partition = Math.floorMod(stream.hashCode(), PARTITIONS);
        for (Row row : TestFrontend.await(pool.preparedQuery(
                        "delete from spanwire.event where stream = $1 returning version, position, type, at, body")
                .execute(Tuple.of(stream)))) {
            events.add(new ArchivedEvent(
                    row.getLong(0),
                    row.getLong(1),
                    row.getString(2),
                    row.getOffsetDateTime(3).toInstant(),
                    EventText.of(row.getString(4)),
                    null));
        }
        events.sort(Comparator.comparingLong(ArchivedEvent::version));
        ArchivedPage page = ArchivedPage.of(events);
        TestFrontend.await(pool.preparedQuery("insert into spanwire.archived_page (stream, first_version, last_version,"
                        + " partition, first_position, last_position, last_at, content)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8)")
                .execute(Tuple.tuple()
                        .addString(StreamId.parse(stream).toString())
                        .addLong(page.firstVersion())
                        .addLong(page.lastVersion())
                        .addInteger(partition)
                        .addLong(page.firstPosition())
                        .addLong(page.lastPosition())
                        .addOffsetDateTime(page.latest().atOffset(ZoneOffset.UTC))
                        .addBuffer(Buffer.buffer(page.encode()))));
    }
}

package io.spanwire.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.lane.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A fixture of rebuild tests: a real PostgreSQL with four partitions of stored events, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RebuildFixture {
    static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String TABLES = "'{tally_amount,tally_name,tally_note}'";

    private final Vertx vertx = Vertx.vertx();
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Integer, Long> heads = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    long clock;
    TestDatabase database;
    private Connection connection;

    @BeforeAll
    void startDatabase() throws Exception {
        database = new TestDatabase();
        database.prepare(domains(1, 1), 4);
        database.doNotFlush();
        connection = database.connection();
    }

    @AfterAll
    void stopDatabase() throws Exception {
        connection.close();
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @BeforeEach
    void empty() {
        database.execute(
                "truncate spanwire.event, spanwire.archived_page, spanwire.archived_type, spanwire.projection, spanwire.rebuild, spanwire.rebuild_partition,"
                        + " spanwire.replaced_projection, read_model.tally_amount, read_model.tally_name, read_model.tally_note");
        database.execute("update spanwire.partition set head = 0");
        database.execute("insert into spanwire.projection (name, version, missing, declared, tables)"
                + " values ('tallies', 1, 0, 1, " + TABLES + ")");
        heads.clear();
        versions.clear();
        lines.clear();
    }

    @AfterEach
    void dropLeftovers() {
        for (String schema : List.of("read_model_next", "read_model_previous", "read_model_check")) {
            database.execute("select spanwire.drop_tables('" + schema + "', " + TABLES + ")");
        }
    }

    void request(String task, int version) {
        database.execute(
                "select spanwire.request_rebuild('tallies', '" + task + "', " + version + ", " + TABLES + ", 'test')");
    }

    void run(int version, long factor, String state) {
        during(() -> awaitState(state), start(version, factor));
    }

    static void during(Runnable checks, Rebuilder... rebuilders) {
        try {
            checks.run();
        } finally {
            Stream.of(rebuilders).forEach(Rebuilder::close);
        }
    }

    void awaitState(String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        database.column("select concat_ws(' ', state, detail) from spanwire.rebuild"))
                .singleElement()
                .asString()
                .startsWith(state));
    }

    Rebuilder start(int version, long factor) {
        RebuildStatus status = new RebuildStatus(new SimpleMeterRegistry(), lines::add);
        return Rebuilder.start(vertx, domains(version, factor), database.worker(), () -> 0L, status);
    }

    private static Domains domains(int version, long factor) {
        return Domains.of(List.of(new TalliesDomain(version, factor)));
    }

    void assertNothingLeft() {
        assertThat(database.column("select relname from pg_class where relkind = 'r' and relnamespace = any"
                        + " (array['read_model_next', 'read_model_previous', 'read_model_check']::regnamespace[])"))
                .isEmpty();
        assertThat(database.column("select count(*) from spanwire.rebuild_partition"))
                .containsExactly("0");
    }

    /** Stores an event as a lane does. */
    void store(int partition, String tally, String type, String data) {
        StreamId stream = new StreamId("tally", tally);
        long position = heads.merge(partition, 1L, Long::sum);
        long version = versions.merge(tally, 1L, Long::sum);
        EventJson.Envelope envelope = new EventJson.Envelope(
                stream, version, "tally." + type, START.plusMillis(clock++), "u-1", new UUID(0, position));
        try (PreparedStatement event =
                connection.prepareStatement("with moved as (update spanwire.partition set head = ? where partition = ?)"
                        + " insert into spanwire.event (stream, version, partition, position, type, at, body)"
                        + " values (?, ?, ?, ?, ?, now(), ?)")) {
            event.setLong(1, position);
            event.setInt(2, partition);
            event.setString(3, stream.toString());
            event.setLong(4, version);
            event.setInt(5, partition);
            event.setLong(6, position);
            event.setString(7, "tally." + type);
            event.setString(8, EventJson.write(envelope, data));
            event.executeUpdate();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}

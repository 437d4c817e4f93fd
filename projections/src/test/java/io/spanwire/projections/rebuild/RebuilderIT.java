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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Rebuilds, undos and verifications on a real PostgreSQL, with four partitions of stored events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RebuilderIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String TABLES = "'{tally_amount,tally_name,tally_note}'";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Integer, Long> heads = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long clock;
    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    void startDatabase() throws Exception {
        database = new TestDatabase();
        database.prepare(domains(1, 1), 4);
        database.execute("alter role postgres set synchronous_commit = off");
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
                "truncate spanwire.event, spanwire.projection, spanwire.rebuild, spanwire.rebuild_partition,"
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

    @Test
    void tablesAreFilledFromTheEventsAlone() {
        for (int i = 0; i < 40; i++) {
            store(i % 4, "t" + i % 8, "added", "{\"amount\":" + i + "}");
        }
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('wrong', 1, 1)");

        request("rebuild", 2);
        run(2, 10, "done");

        assertThat(database.column("select count(*) || ' ' || sum(amount) from read_model.tally_amount"))
                .containsExactly("40 7800");
        assertThat(database.column("select concat_ws(' ', version, missing, switches) from spanwire.projection"))
                .containsExactly("2 0 1");
        assertThat(database.column("select tally from read_model_previous.tally_amount"))
                .containsExactly("wrong");
        assertThat(lines).anyMatch(line -> line.contains("rebuild of tallies to version 2: done"));
    }

    @Test
    void newTablesHaveTheConstraintsIndexesAndRightsOfTheOldOnes() {
        String constraints = "select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint"
                + " where connamespace = 'read_model'::regnamespace and conrelid::regclass::text ~ 'tally' order by 1";
        String indexes =
                "select indexdef from pg_indexes where schemaname = 'read_model' and tablename ~ 'tally' order by 1";
        String rights = "select relname || acl::text from pg_class, unnest(relacl) acl"
                + " where relnamespace = 'read_model'::regnamespace and relname ~ '^tally_.*[aet]$' order by 1";
        List<String> before = database.column(constraints);
        List<String> indexesBefore = database.column(indexes);
        List<String> rightsBefore = database.column(rights);

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column(constraints)).isEqualTo(before).anyMatch(each -> each.startsWith("of_an_amount"));
        assertThat(database.column(indexes)).isEqualTo(indexesBefore).anyMatch(each -> each.contains("by_amount"));
        assertThat(database.column(rights)).isEqualTo(rightsBefore).hasSizeGreaterThan(6);
    }

    @Test
    void nameThatAnotherPartitionReleasesLaterIsWaitedFor() {
        // given: partition 1 took the name after partition 0 had released it, far into its history
        for (int i = 0; i < 300; i++) {
            store(0, "first", "added", "{\"amount\":1}");
        }
        store(0, "owner", "took", "{\"name\":\"x\"}");
        for (int i = 0; i < 9_000; i++) {
            store(0, "first", "added", "{\"amount\":1}");
        }
        store(0, "owner", "released", "{\"name\":\"x\"}");
        for (int i = 0; i < 350; i++) {
            store(1, "second", "added", "{\"amount\":1}");
        }
        store(1, "heir", "took", "{\"name\":\"x\"}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select tally from read_model.tally_name")).containsExactly("heir");
        assertThat(database.column("select count(*) from read_model.tally_amount"))
                .containsExactly("9650");
    }

    @Test
    void commandThatWaitedForItsLaneIsWrittenWhenTheNameIsFree() {
        // given: by its time the heir took the name before it was released, because its command waited meanwhile
        clock = 0;
        store(0, "owner", "took", "{\"name\":\"x\"}");
        clock = 1_000;
        store(0, "owner", "released", "{\"name\":\"x\"}");
        clock = 500;
        store(1, "heir", "took", "{\"name\":\"x\"}");
        store(1, "heir", "added", "{\"amount\":7}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select tally from read_model.tally_name")).containsExactly("heir");
        assertThat(database.column("select amount from read_model.tally_amount"))
                .containsExactly("7");
    }

    @Test
    void rowThatIsAlwaysRefusedEndsTheRebuildAndLeavesTheTables() {
        store(0, "a", "added", "{\"amount\":999999}");
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 5)");

        request("rebuild", 2);
        run(2, 10, "failed");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("23514", "small");
        assertThat(database.column("select amount from read_model.tally_amount"))
                .containsExactly("5");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("1");
        assertNothingLeft();
    }

    @Test
    void eventThatCannotBeReadIsNamed() {
        store(2, "a", "added", "{\"amount\":\"secret\"}");

        request("rebuild", 2);
        run(2, 1, "failed");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("tally/a", "tally.added at version 1", "field amount")
                .doesNotContain("secret");
    }

    @Test
    void tableWithATriggerIsRefused() {
        database.execute(
                "create function read_model.nothing() returns trigger language plpgsql as 'begin return new; end'");
        database.execute("create trigger watch before insert on read_model.tally_name for each row execute function"
                + " read_model.nothing()");
        try {
            request("rebuild", 2);
            run(2, 1, "failed");

            assertThat(database.column("select detail from spanwire.rebuild").get(0))
                    .contains("tally_name has the trigger watch");
        } finally {
            database.execute("drop function read_model.nothing() cascade");
        }
    }

    @Test
    void undoPutsTheReplacedTablesBackWithTheEventsSince() {
        store(0, "a", "added", "{\"amount\":1}");
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 77)");
        request("rebuild", 2);
        run(2, 10, "done");
        store(0, "a", "added", "{\"amount\":2}");

        request("undo", 1);
        run(2, 10, "done");

        assertThat(database.column("select amount from read_model.tally_amount order by version"))
                .containsExactly("77", "20");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("1");
        assertThat(database.column("select amount from read_model_previous.tally_amount"))
                .as("what was in use is kept in turn")
                .containsExactly("10");
    }

    @Test
    void verificationNamesWhatDiffersAndChangesNothing() {
        store(0, "b", "added", "{\"amount\":2}");
        store(1, "a", "added", "{\"amount\":1}");
        database.execute(
                "insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 1), ('b', 1, 3)");

        request("verify", 1);
        run(1, 1, "done");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("tally_amount lacks", "\"amount\": 2", "but the events do not give", "\"amount\": 3")
                .doesNotContain("\"amount\": 1", "\"id\"");
        assertThat(database.column("select amount from read_model.tally_amount order by tally"))
                .containsExactly("1", "3");
        assertNothingLeft();
    }

    @Test
    void rebuildGoesOnWhereTheLastProcessStopped() {
        // given: a process that filled one page and ended
        for (int i = 0; i < 6_000; i++) {
            store(0, "a", "added", "{\"amount\":1}");
        }
        request("rebuild", 2);
        database.execute("select spanwire.start_rebuild('tallies')");
        database.execute("insert into read_model_next.tally_amount (tally, version, amount)"
                + " select 'a', n, 555 from generate_series(1, 4000) n");
        database.execute("update spanwire.rebuild_partition set position = 4000 where partition = 0");

        run(2, 1, "done");

        assertThat(database.column("select amount || ' ' || count(*) from read_model.tally_amount group by amount"
                        + " order by amount"))
                .containsExactly("1 2000", "555 4000");
    }

    @Test
    void cancelledRebuildLeavesNothing() {
        store(0, "a", "added", "{\"amount\":1}");
        request("rebuild", 2);
        database.execute("select spanwire.start_rebuild('tallies')");
        database.execute("update spanwire.rebuild set state = 'cancelled'");

        during(() -> await().atMost(SOON).untilAsserted(this::assertNothingLeft), start(2, 1));

        assertThat(database.column("select state from spanwire.rebuild")).containsExactly("cancelled");
    }

    @Test
    void tablesAreExchangedWhenNoWorkerOfAnotherVersionRuns() {
        store(0, "a", "added", "{\"amount\":1}");
        request("rebuild", 2);
        Rebuilder older = start(1, 1);
        during(
                () -> {
                    await().atMost(SOON)
                            .until(() -> lines.stream().anyMatch(line -> line.contains("waiting until no")));
                    store(0, "a", "added", "{\"amount\":2}");
                    assertThat(database.column("select version from spanwire.projection"))
                            .containsExactly("1");
                    older.close();
                    awaitState("done");
                },
                start(2, 10),
                older);

        assertThat(database.column("select amount from read_model.tally_amount order by version"))
                .containsExactly("10", "20");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("2");
    }

    @Test
    void tablesThatWereNeverFilledAreNotKept() {
        database.execute("update spanwire.projection set version = 0, missing = 1");
        store(0, "a", "added", "{\"amount\":1}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select count(*) from spanwire.replaced_projection"))
                .containsExactly("0");
        assertNothingLeft();
    }

    private void request(String task, int version) {
        database.execute(
                "select spanwire.request_rebuild('tallies', '" + task + "', " + version + ", " + TABLES + ", 'test')");
    }

    private void run(int version, long factor, String state) {
        during(() -> awaitState(state), start(version, factor));
    }

    private static void during(Runnable checks, Rebuilder... rebuilders) {
        try {
            checks.run();
        } finally {
            Stream.of(rebuilders).forEach(Rebuilder::close);
        }
    }

    private void awaitState(String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        database.column("select concat_ws(' ', state, detail) from spanwire.rebuild"))
                .singleElement()
                .asString()
                .startsWith(state));
    }

    private Rebuilder start(int version, long factor) {
        RebuildStatus status = new RebuildStatus(new SimpleMeterRegistry(), lines::add);
        return Rebuilder.start(vertx, domains(version, factor), database.owner(), () -> 0L, status);
    }

    private static Domains domains(int version, long factor) {
        return Domains.of(List.of(new TalliesDomain(version, factor)));
    }

    private void assertNothingLeft() {
        assertThat(database.column("select relname from pg_class where relkind = 'r' and relnamespace = any"
                        + " (array['read_model_next', 'read_model_previous', 'read_model_check']::regnamespace[])"))
                .isEmpty();
        assertThat(database.column("select count(*) from spanwire.rebuild_partition"))
                .containsExactly("0");
    }

    /** Stores an event as a lane does. */
    private void store(int partition, String tally, String type, String data) {
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

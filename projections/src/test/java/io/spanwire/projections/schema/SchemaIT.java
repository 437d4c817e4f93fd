package io.spanwire.projections.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's preparation and the mismatches it refuses, on a real PostgreSQL. */
class SchemaIT {
    private static EmbeddedPostgres server;
    private static SchemaOwner owner;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().start();
        owner = new SchemaOwner(server.getJdbcUrl("postgres", "postgres"), "postgres", "", "worker", "reader");
        execute("create role worker; create role reader");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute(
                "drop schema if exists spanwire, read_model, read_model_next, read_model_previous, read_model_check cascade");
    }

    @Test
    void domainOlderThanItsTablesIsRefused(@TempDir Path newer, @TempDir Path older) throws Exception {
        migration(newer, "V001__first.sql");
        migration(newer, "V002__second.sql");
        migration(older, "V001__first.sql");
        prepare(newer);

        prepare(newer);
        assertThatThrownBy(() -> prepare(older))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("domain bids: the database has migration V002, which test-classes lacks");
    }

    @Test
    void otherNumberOfPartitionsIsRefusedAndChangesNothing() throws Exception {
        prepare(domains());

        assertThatThrownBy(() -> new Schema(owner).prepare(domains(), SchemaIT.class.getClassLoader(), 2))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("set partitions=1");
        assertThat(installed().heads()).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void numberOfPartitionsIsKnownOnceInstalled() throws Exception {
        assertThat(installed().partitions()).isEmpty();

        prepare(domains());

        assertThat(installed().partitions()).hasValue(1);
    }

    @Test
    void otherCommandLogIsRefused() throws Exception {
        prepare(domains());
        new Schema(owner).tie("first");

        new Schema(owner).tie("first");
        assertThatThrownBy(() -> new Schema(owner).tie("second"))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("topic with id first")
                .hasMessageContaining("now has id second");
    }

    @Test
    void domainWithoutMigrationsIsOlderThanItsTables(@TempDir Path newer, @TempDir Path older) throws Exception {
        prepare(older);
        migration(newer, "V001__first.sql");
        prepare(newer);

        assertThatThrownBy(() -> prepare(older)).hasMessageContaining("migration V001");
    }

    @Test
    void projectionsOfAnOlderDatabaseLackNothing() throws Exception {
        Domains domains = domains(projection("bids", 1));
        prepare(domains);
        storeEvents(3);

        assertThat(compare(domains)).isEmpty();
        assertThat(compare(domains)).isEmpty();
    }

    @Test
    void projectionAddedToAnOldHistoryLacksItsEventsAtEveryStart() throws Exception {
        Domains before = domains();
        prepare(before);
        assertThat(compare(before)).isEmpty();
        storeEvents(3);
        Domains after = domains(projection("bids", 1));

        String lacks = "Projection bids lacks 3 events that were stored before it was added: it cannot be rebuilt,"
                + " because it does not declare its tables.";
        assertThat(compare(after)).containsExactly(lacks);
        storeEvents(2);
        assertThat(compare(after)).containsExactly(lacks);
        assertThat(compare(after, "bids:2")).containsExactly(lacks);
        assertThat(compare(after, "bids:1")).isEmpty();
        assertThat(compare(after)).isEmpty();
    }

    @Test
    void projectionAddedToAnEmptyHistoryLacksNothing() throws Exception {
        prepare(domains());
        compare(domains());

        assertThat(compare(domains(projection("bids", 1)))).isEmpty();
    }

    @Test
    void otherVersionOfAProjectionIsRefusedUntilAccepted() throws Exception {
        prepare(domains());
        compare(domains(projection("bids", 1)));
        Domains second = domains(projection("bids", 2));

        assertThatThrownBy(() -> compare(second))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("bids has version 2")
                .hasMessageContaining("filled by version 1")
                .hasMessageContaining("accept-projections=bids:2");
        assertThat(compare(second, "bids:2")).isEmpty();
        assertThat(compare(second)).isEmpty();
    }

    @Test
    void removedProjectionIsIgnored() throws Exception {
        prepare(domains());
        compare(domains(projection("bids", 1)));

        assertThat(compare(domains())).isEmpty();
    }

    @Test
    void higherVersionWithTablesIsRebuiltAndUsedAsItIsUntilThen() throws Exception {
        prepare(domains());
        compare(domains(projection("bids", 1, "bid")));

        assertThat(compare(domains(projection("bids", 2, "bid"))))
                .singleElement()
                .asString()
                .contains("bids has version 2 now", "of version 1, are rebuilt");
        assertThat(tasks()).containsExactly("bids rebuild 2 requested {bid} 1");
    }

    @Test
    void rebuildThatHasNotEndedGoesOnAfterARestart() throws Exception {
        prepare(domains());
        compare(domains(projection("bids", 1, "bid")));
        compare(domains(projection("bids", 2, "bid")));
        execute("update spanwire.rebuild set state = 'filling'");

        compare(domains(projection("bids", 2, "bid")));
        assertThat(tasks()).containsExactly("bids rebuild 2 filling {bid} 1");

        execute("update spanwire.rebuild set state = 'failed'");
        compare(domains(projection("bids", 2, "bid")));
        assertThat(tasks()).containsExactly("bids rebuild 2 requested {bid} 1");
    }

    @Test
    void projectionWithTablesAddedToAnOldHistoryIsBuilt() throws Exception {
        prepare(domains());
        compare(domains());
        storeEvents(3);

        assertThat(compare(domains(projection("bids", 4, "bid"))))
                .singleElement()
                .asString()
                .contains("bids lacks 3 events", "its views answer 503");
        assertThat(tasks()).containsExactly("bids rebuild 4 requested {bid} 0");
    }

    @Test
    void lowerVersionIsRefused() throws Exception {
        prepare(domains());
        compare(domains(projection("bids", 2, "bid")));

        assertThatThrownBy(() -> compare(domains(projection("bids", 1, "bid"))))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("Start with the jar that has version 2")
                .hasMessageContaining("spanwire rebuild bids --undo");
    }

    @Test
    void migrationTakesUpTheTypesOfStoredEvents() throws Exception {
        migrateTo("7");
        storeEvents(3);
        prepare(domains());

        assertThat(new KnownEventTypes(domains()).unknown(owner.login()))
                .containsExactly("1 stored event of type other.thing version 1 cannot be read: no domain has the stream"
                        + " type other. Commands to their streams wait until a domain can.");
    }

    @Test
    void eventsOfALongHistoryAreEstimated() throws Exception {
        prepare(domains());
        storeEvents(300);
        execute("insert into spanwire.event_type values ('bids.bid-placed', 2, now())");
        execute("update spanwire.partition set head = 301");
        KnownEventTypes known = new KnownEventTypes(domains(), 100);

        assertThat(known.unknown(owner.login())).singleElement().asString().startsWith("Some stored events of type ");
        execute("analyze spanwire.event");
        assertThat(known.unknown(owner.login()))
                .containsExactly(
                        "About 300 stored events of type bids.bid-placed version 2 cannot be read: the domain has"
                                + " only its versions up to 1. Commands to their streams wait until a domain can.");
    }

    /** Each task with the version of the tables in use. */
    private static List<String> tasks() throws SQLException {
        List<String> tasks = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                java.sql.Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select concat_ws(' ', r.projection, r.task, r.version, r.state,"
                                + " r.tables::text, p.version) from spanwire.rebuild r join spanwire.projection p on p.name ="
                                + " r.projection")) {
            while (rows.next()) {
                tasks.add(rows.getString(1));
            }
        }
        return tasks;
    }

    private List<String> compare(Domains domains, String... accepted) {
        return new KnownProjections(domains, Set.of(accepted)).compare(owner.login());
    }

    /** Applies Spanwire's migrations up to this one, as an older release did. */
    private static void migrateTo(String version) {
        Flyway.configure(SchemaIT.class.getClassLoader())
                .dataSource(owner.url(), owner.user(), owner.password())
                .schemas("spanwire", "read_model", "read_model_next", "read_model_previous", "read_model_check")
                .defaultSchema("spanwire")
                .table("flyway_history")
                .locations("classpath:io/spanwire/projections/schema/migration")
                .placeholders(Map.of("worker", owner.worker(), "reader", owner.reader()))
                .target(version)
                .load()
                .migrate();
    }

    private static InstalledSchema installed() {
        return new InstalledSchema(owner.login());
    }

    private void prepare(Domains domains) {
        new Schema(owner).prepare(domains, SchemaIT.class.getClassLoader(), 1);
    }

    private void prepare(Path migrations) throws IOException {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {migrations.toUri().toURL()}, SchemaIT.class.getClassLoader())) {
            new Schema(owner).prepare(domains(), classes, 1);
        }
    }

    private static void migration(Path folder, String name) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("db").resolve("bids"));
        Files.writeString(migrations.resolve(name), "create table " + name.substring(0, 4) + " (a integer);");
    }

    private void storeEvents(int count) throws SQLException {
        execute("insert into spanwire.event (stream, version, partition, position, type, at, body)"
                + " select 'bids/a', n, 0, n, 'bids.bid-placed', now(), '{}' from generate_series("
                + " (select coalesce(max(version), 0) + 1 from spanwire.event),"
                + " (select coalesce(max(version), 0) + " + count + " from spanwire.event)) n");
        execute("insert into spanwire.event (stream, version, partition, position, type, at, body)"
                + " select 'other/a', n, 1, n, 'other.thing', now(), '{}' from (select coalesce(max(version), 0) + 1 as n"
                + " from spanwire.event where stream = 'other/a') next");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Projection projection(String name, int version, String... tables) {
        return Projection.named(name, version)
                .tables(tables)
                .on(
                        BidPlaced.class,
                        new Statement(new Sql("none", "select $1"), List.of()),
                        bid -> Row.of(bid.version()))
                .build();
    }

    private static Domains domains(Projection... projections) {
        return Domains.of(List.of(new Bids(List.of(projections))));
    }

    record Bid(long amount) {}

    record BidPlaced(long amount) {}

    record Auction(long best) {}

    private record Bids(List<Projection> projections) implements Domain {
        @Override
        public String name() {
            return "bids";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(StreamType.of("bids", Auction.class, new Auction(0))
                    .command("bid", Bid.class, (auction, bid, context) -> Decision.accept(new BidPlaced(bid.amount())))
                    .event(
                            "bid-placed",
                            BidPlaced.class,
                            (auction, placed) -> new Auction(placed.data().amount()))
                    .build());
        }
    }
}

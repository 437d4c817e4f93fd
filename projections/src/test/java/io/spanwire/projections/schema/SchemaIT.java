package io.spanwire.projections.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's preparation, the mismatches it refuses and the events it knows, on a real PostgreSQL. */
class SchemaIT {
    private static SchemaDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new SchemaDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @Test
    void domainOlderThanItsTablesIsRefused(@TempDir Path newer, @TempDir Path older) throws Exception {
        database.migration(newer, "V001__first.sql");
        database.migration(newer, "V002__second.sql");
        database.migration(older, "V001__first.sql");
        database.prepare(newer);

        database.prepare(newer);
        assertThatThrownBy(() -> database.prepare(older))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("domain bids: the database has migration V002, which test-classes lacks");
    }

    @Test
    void otherNumberOfPartitionsIsRefusedAndChangesNothing() throws Exception {
        database.prepare(BidsDomain.domains());

        assertThatThrownBy(() -> new Schema(database.owner())
                        .prepare(BidsDomain.domains(), SchemaDatabase.class.getClassLoader(), 2))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("set partitions=1");
        assertThat(database.installed().heads()).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void numberOfPartitionsIsKnownOnceInstalled() throws Exception {
        assertThat(database.installed().partitions()).isEmpty();

        database.prepare(BidsDomain.domains());

        assertThat(database.installed().partitions()).hasValue(1);
    }

    @Test
    void otherCommandLogIsRefused() throws Exception {
        database.prepare(BidsDomain.domains());
        new Schema(database.owner()).tie("first");

        new Schema(database.owner()).tie("first");
        assertThatThrownBy(() -> new Schema(database.owner()).tie("second"))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("topic with id first")
                .hasMessageContaining("now has id second");
    }

    @Test
    void domainWithoutMigrationsIsOlderThanItsTables(@TempDir Path newer, @TempDir Path older) throws Exception {
        database.prepare(older);
        database.migration(newer, "V001__first.sql");
        database.prepare(newer);

        assertThatThrownBy(() -> database.prepare(older)).hasMessageContaining("migration V001");
    }

    @Test
    void migrationTakesUpTheTypesOfStoredEvents() throws Exception {
        database.migrateTo("7");
        database.storeEvents(3);
        database.prepare(BidsDomain.domains());

        assertThat(new KnownEventTypes(BidsDomain.domains())
                        .unknown(database.owner().login()))
                .containsExactly("1 stored event of type other.thing version 1 cannot be read: no domain has the stream"
                        + " type other. Commands to their streams wait until a domain can.");
    }

    @Test
    void eventsOfALongHistoryAreEstimated() throws Exception {
        database.prepare(BidsDomain.domains());
        database.storeEvents(300);
        database.execute("insert into spanwire.event_type values ('bids.bid-placed', 2, now())");
        database.execute("update spanwire.partition set head = 301");
        KnownEventTypes known = new KnownEventTypes(BidsDomain.domains(), 100);

        assertThat(known.unknown(database.owner().login()))
                .singleElement()
                .asString()
                .startsWith("Some stored events of type ");
        database.execute("analyze spanwire.event");
        assertThat(known.unknown(database.owner().login()))
                .containsExactly(
                        "About 300 stored events of type bids.bid-placed version 2 cannot be read: the domain has"
                                + " only its versions up to 1. Commands to their streams wait until a domain can.");
    }
}

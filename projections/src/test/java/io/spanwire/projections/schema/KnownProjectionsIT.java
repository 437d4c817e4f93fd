package io.spanwire.projections.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Domains;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the projections of the domains compare with those that filled the tables, on a real PostgreSQL. */
class KnownProjectionsIT {
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
    void projectionsOfAnOlderDatabaseLackNothing() throws Exception {
        Domains domains = BidsDomain.domains(BidsDomain.projection("bids", 1));
        database.prepare(domains);
        database.storeEvents(3);

        assertThat(database.compare(domains)).isEmpty();
        assertThat(database.compare(domains)).isEmpty();
    }

    @Test
    void projectionAddedToAnOldHistoryLacksItsEventsAtEveryStart() throws Exception {
        Domains before = BidsDomain.domains();
        database.prepare(before);
        assertThat(database.compare(before)).isEmpty();
        database.storeEvents(3);
        Domains after = BidsDomain.domains(BidsDomain.projection("bids", 1));

        String lacks = "Projection bids lacks 3 events that were stored before it was added: it cannot be rebuilt,"
                + " because it does not declare its tables.";
        assertThat(database.compare(after)).containsExactly(lacks);
        database.storeEvents(2);
        assertThat(database.compare(after)).containsExactly(lacks);
        assertThat(database.compare(after, "bids:2")).containsExactly(lacks);
        assertThat(database.compare(after, "bids:1")).isEmpty();
        assertThat(database.compare(after)).isEmpty();
    }

    @Test
    void projectionAddedToAnEmptyHistoryLacksNothing() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains());

        assertThat(database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1))))
                .isEmpty();
    }

    @Test
    void otherVersionOfAProjectionIsRefusedUntilAccepted() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1)));
        Domains second = BidsDomain.domains(BidsDomain.projection("bids", 2));

        assertThatThrownBy(() -> database.compare(second))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("bids has version 2")
                .hasMessageContaining("filled by version 1")
                .hasMessageContaining("accept-projections=bids:2");
        assertThat(database.compare(second, "bids:2")).isEmpty();
        assertThat(database.compare(second)).isEmpty();
    }

    @Test
    void removedProjectionIsIgnored() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1)));

        assertThat(database.compare(BidsDomain.domains())).isEmpty();
    }

    @Test
    void higherVersionWithTablesIsRebuiltAndUsedAsItIsUntilThen() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1, "bid")));

        assertThat(database.compare(BidsDomain.domains(BidsDomain.projection("bids", 2, "bid"))))
                .singleElement()
                .asString()
                .contains("bids has version 2 now", "of version 1, are rebuilt");
        assertThat(database.tasks()).containsExactly("bids rebuild 2 requested {bid} 1");
    }

    @Test
    void rebuildThatHasNotEndedGoesOnAfterARestart() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1, "bid")));
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 2, "bid")));
        database.execute("update spanwire.rebuild set state = 'filling'");

        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 2, "bid")));
        assertThat(database.tasks()).containsExactly("bids rebuild 2 filling {bid} 1");

        database.execute("update spanwire.rebuild set state = 'failed'");
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 2, "bid")));
        assertThat(database.tasks()).containsExactly("bids rebuild 2 requested {bid} 1");
    }

    @Test
    void projectionWithTablesAddedToAnOldHistoryIsBuilt() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains());
        database.storeEvents(3);

        assertThat(database.compare(BidsDomain.domains(BidsDomain.projection("bids", 4, "bid"))))
                .singleElement()
                .asString()
                .contains("bids lacks 3 events", "its views answer 503");
        assertThat(database.tasks()).containsExactly("bids rebuild 4 requested {bid} 0");
    }

    @Test
    void lowerVersionIsRefused() throws Exception {
        database.prepare(BidsDomain.domains());
        database.compare(BidsDomain.domains(BidsDomain.projection("bids", 2, "bid")));

        assertThatThrownBy(() -> database.compare(BidsDomain.domains(BidsDomain.projection("bids", 1, "bid"))))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("Start with the jar that has version 2")
                .hasMessageContaining("spanwire rebuild bids --undo");
    }
}

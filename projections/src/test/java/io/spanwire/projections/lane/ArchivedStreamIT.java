package io.spanwire.projections.lane;

import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.projections.archive.ArchiveRequest;
import io.spanwire.projections.archive.HistoryArchive;
import io.spanwire.projections.exportfile.ExportScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lane and its relay on streams whose first events are archived, on a real PostgreSQL. */
class ArchivedStreamIT extends ParkingFixture {
    @Test
    void laneLoadsArchivedEventsAndThoseAfterThem() {
        storeNotes();
        archive();
        lane.run(note("ann", "six"), note("ann", "seven"));
        openLaneWithoutSnapshots();

        Outcome outcome = outcomes(lane.run(note("ann", "eight"))).get(0);

        assertThat(((Outcome.Accepted) outcome).version()).isEqualTo(8);
        assertThat(notes.events()).containsExactly("owner/ann:5", "owner/ann:6", "owner/ann:7", "owner/ann:8");
    }

    @Test
    void relayFindsArchivedEvents() {
        storeNotes();
        List<StoredEvent> before = lane.journal().eventsBetween(0, 0, 5);

        archive();

        assertThat(lane.journal().eventsBetween(0, 0, 5)).isEqualTo(before);
        assertThat(lane.journal().eventsBetween(0, 2, 4)).isEqualTo(before.subList(2, 4));
    }

    @Test
    void damagedPageParksItsStreamOnly() {
        storeNotes();
        archive();
        notes.database().execute("update spanwire.archived_page set content = set_byte(content, 20, 0)");
        openLaneWithoutSnapshots();

        List<Outcome> outcomes = outcomes(lane.run(note("ann", "six"), note("bob", "one")));

        assertThat(outcomes)
                .hasSize(1)
                .allMatch(outcome -> outcome.stream().key().equals("bob"));
        assertThat(notes.database().column("select reason from spanwire.parked_stream"))
                .containsExactly("A page of archived events is damaged");
    }

    private void storeNotes() {
        lane.run(
                note("ann", "one"), note("ann", "two"), note("ann", "three"), note("ann", "four"), note("ann", "five"));
    }

    private void openLaneWithoutSnapshots() {
        lane.close();
        notes.database()
                .execute("update spanwire.stream set snapshot = null, snapshot_version = null, snapshot_state = null");
        lane = notes.lane(lane.offset());
    }

    private void archive() {
        try (HistoryArchive archive = HistoryArchive.open(notes.database().url(), "postgres", "")) {
            archive.run(
                    new ArchiveRequest(
                            ExportScope.EVERYTHING, Instant.now().plus(Duration.ofDays(1)), List.of(Long.MAX_VALUE)),
                    events -> {});
        }
        assertThat(notes.database().column("select events from spanwire.archived_type"))
                .containsExactly("4");
    }
}

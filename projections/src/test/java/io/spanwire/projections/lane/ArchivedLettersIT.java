package io.spanwire.projections.lane;

import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.archive.ArchiveRequest;
import io.spanwire.projections.archive.HistoryArchive;
import io.spanwire.projections.exportfile.ExportScope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archived events with personal data: read as before, and forgotten like others. */
class ArchivedLettersIT {
    private static final StreamId BOX = StreamId.parse("box/a");
    private static final Domains LETTERS = Domains.of(List.of(new LettersDomain()));

    private static NotesTable notes;

    private TestTransactions lane;

    @BeforeAll
    static void start() throws IOException {
        notes = new NotesTable();
    }

    @AfterAll
    static void stop() throws Exception {
        notes.close();
    }

    @BeforeEach
    void writeLetters() {
        notes.empty();
        notes.database()
                .execute("truncate spanwire.personal_key, spanwire.personal_stream, spanwire.forgetting cascade;"
                        + " update spanwire.partition set forgettings = 0");
        lane = notes.lane(0, LETTERS, "letters");
        accept(write("one"), write("two"), write("three"));
    }

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void lanesAndTheRelayReadThemAsBefore() {
        List<StoredEvent> published = lane.journal().eventsBetween(0, 0, 3);

        archive();
        reopen();

        assertThat(lane.journal().eventsBetween(0, 0, 3)).isEqualTo(published).allMatch(each -> each.secret() != null);
        assertThat(opened()).hasSize(2).allMatch(body -> body.contains("\"text\":\"") && !body.contains("forgotten"));
    }

    @Test
    void tornLetterStaysTornInItsPageAndInTheNextOne() {
        archive();

        accept(on(BOX, "tear-up", "{\"letter\":1}"));

        assertThat(opened().get(0)).endsWith("\"forgotten\":true}");
        assertThat(opened().get(1)).contains("\"text\":\"two\"").doesNotContain("forgotten");

        accept(write("four"));
        archive(); // into the same page, which is replaced

        assertThat(column("select last_version from spanwire.archived_page")).containsExactly("4");
        assertThat(opened().get(0)).endsWith("\"forgotten\":true}");
        assertThat(opened().subList(1, 3)).noneMatch(body -> body.contains("forgotten"));
    }

    @Test
    void severalLettersOfOnePageAreTorn() {
        accept(write("four"));
        archive();

        accept(on(BOX, "tear-up", "{\"letter\":1}"), on(BOX, "tear-up", "{\"letter\":3}"));

        assertThat(opened()).extracting(body -> body.contains("forgotten")).containsExactly(true, false, true);
    }

    @Test
    void closedStreamIsToldThatASubjectIsForgotten() {
        archive();
        notes.database()
                .execute("insert into spanwire.closed_stream values ('" + BOX + "', now(), 'operator', 'done')");
        reopen();

        assertThat(outcomes(lane.run(write("late")))).singleElement().isInstanceOf(Rejected.class);
        accept(on(BOX, "forget-subject", "{\"subject\":\"ann\"}"));

        assertThat(column("select type from spanwire.event order by version"))
                .containsExactly("box.written", "box.subject-forgotten");
        assertThat(outcomes(lane.run(write("later")))).singleElement().isInstanceOf(Rejected.class);
    }

    private static Command write(String text) {
        return on(BOX, "write", "{\"to\":\"ann\",\"text\":\"" + text + "\"}");
    }

    private void accept(Command... commands) {
        assertThat(outcomes(lane.run(commands))).hasSize(commands.length).allMatch(each -> each instanceof Accepted);
    }

    /** Another lane, which has no state in memory. */
    private void reopen() {
        lane.close();
        notes.database()
                .execute("update spanwire.stream set snapshot = null, snapshot_version = null, snapshot_state = null");
        lane = notes.lane(lane.offset(), LETTERS, "letters");
    }

    /** The first events, as far as they are archived, as the lane folds them. */
    private List<String> opened() {
        return lane.journal().inTransaction(transaction -> {
            Map<Long, String> events = transaction.eventsAfter(BOX, 0, 100);
            return List.copyOf(events.values());
        });
    }

    private static void archive() {
        try (HistoryArchive archive = HistoryArchive.open(notes.database().url(), "postgres", "")) {
            archive.run(
                    new ArchiveRequest(
                            ExportScope.EVERYTHING, Instant.now().plus(Duration.ofDays(1)), List.of(Long.MAX_VALUE)),
                    events -> {});
        }
    }

    private static List<String> column(String query) {
        return notes.database().column(query);
    }
}

package io.spanwire.projections.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.journal.ArchivedPositions;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is archived, and what interrupts or meets it, on a real PostgreSQL. */
@Timeout(120)
class HistoryArchiveIT extends ArchiveFixture {
    @Test
    void oldEventsMoveIntoPagesAndStayEqual() throws Exception {
        for (int i = 0; i < 2_400; i++) {
            store("note/" + "abc".charAt(i % 3), i % 300);
        }
        store("other/z", 10);
        store("other/z", 10);
        Map<String, String> before = events();

        ArchiveSize archived = archive("note/*", LATER, Long.MAX_VALUE);

        assertThat(archived.streams()).isEqualTo(3);
        assertThat(archived.events()).isEqualTo(2_397);
        assertThat(events()).isEqualTo(before);
        assertThat(rows()).containsExactly("note/a:800", "note/b:800", "note/c:800", "other/z:1", "other/z:2");
        assertThat(pages()).contains("note/a:1-799");
        assertThat(database.column(
                        "select type || ' ' || version || ' ' || events from spanwire.archived_type order by 1"))
                .containsExactly("note.type-0 1 1197", "note.type-1 3 1200");
    }

    @Test
    void youngUnpublishedAndNewestEventsStay() throws Exception {
        for (int i = 0; i < 10; i++) {
            store("note/a", 50);
        }
        store("note/b", 50);
        Map<String, String> before = events();

        archive("*", START.plusSeconds(6), Long.MAX_VALUE);
        assertThat(pages()).containsExactly("note/a:1-5");
        archive("*", LATER, 7);
        assertThat(pages()).containsExactly("note/a:1-7");
        archive();
        assertThat(pages()).containsExactly("note/a:1-9");
        assertThat(rows()).containsExactly("note/a:10", "note/b:1");
        assertThat(archive()).isEqualTo(ArchiveSize.NONE);
        assertThat(events()).isEqualTo(before);
        assertThat(database.column("select sum(events) from spanwire.archived_type"))
                .containsExactly("9");
    }

    @Test
    void onlyTheFirstEventsOfAStreamAreArchived() {
        for (int i = 0; i < 6; i++) {
            store("note/a", 50);
        }
        database.execute("update spanwire.event set at = at + interval '1 year' where version = 3");

        archive();

        assertThat(pages()).containsExactly("note/a:1-2");
    }

    @Test
    void pagesAreBoundedInEventsBytesAndPositions() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            store("note/many", 1);
        }
        for (int i = 0; i < 4; i++) {
            store("note/large", 100_000);
        }
        store("note/huge", 400_000);
        store("note/huge", 400_000);
        store("note/huge", 10);
        store("note/rare", 10);
        store("note/rare", 10);
        position += ArchivedPage.MAX_SPAN;
        store("note/rare", 10);
        store("note/rare", 10);
        Map<String, String> before = events();

        archive();

        assertThat(pages())
                .containsExactly(
                        "note/huge:1-1",
                        "note/huge:2-2",
                        "note/large:1-2",
                        "note/large:3-3",
                        "note/many:1-1000",
                        "note/many:1001-1099",
                        "note/rare:1-2",
                        "note/rare:3-3");
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void runWhoseConnectionBreaksIsContinued() throws Exception {
        for (int i = 0; i < 300; i++) {
            store("note/" + i % 60, 100);
        }
        Map<String, String> before = events();
        ArchiveRequest request = new ArchiveRequest(ExportScope.EVERYTHING, LATER, List.of(Long.MAX_VALUE));

        try (HistoryArchive archive = open()) {
            assertThatThrownBy(() -> archive.run(request, events -> killArchivers()))
                    .isInstanceOf(DatabaseUnavailable.class);
        }

        assertThat(pages()).hasSizeBetween(1, 59);
        assertThat(events()).isEqualTo(before);
        archive();
        assertThat(pages()).hasSize(60);
        assertThat(events()).isEqualTo(before);
        assertThat(database.column("select sum(events) from spanwire.archived_type"))
                .containsExactly("240");
    }

    private void killArchivers() {
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                + " and application_name = 'spanwire-operator'");
    }

    @Test
    void secondRunIsRefusedUntilTheFirstEnds() {
        try (HistoryArchive second = open()) {
            try (HistoryArchive first = open()) {
                assertThat(first.claim()).isTrue();
                assertThat(second.claim()).isFalse();
            }
            org.awaitility.Awaitility.await().until(second::claim);
        }
    }

    @Test
    void archiveIsListedAndMovesToATablespaceThatExists() {
        for (int i = 0; i < 100; i++) {
            store("note/" + i % 2, 100);
        }
        archive();
        try (HistoryArchive archive = open()) {
            assertThat(archive.types(ExportScope.EVERYTHING, 10))
                    .singleElement()
                    .satisfies(part -> {
                        assertThat(part.name()).isEqualTo("note/*");
                        assertThat(part.streams()).isEqualTo(2);
                        assertThat(part.events()).isEqualTo(98);
                        assertThat(part.stored()).isBetween(1L, part.bytes());
                    });
            assertThat(archive.streams(ExportScope.parse("note/1"), 10))
                    .extracting(ArchivedPart::name)
                    .containsExactly("note/1");
            assertThat(archive.hasTablespace("nowhere")).isFalse();
            archive.move("pg_default");
        }
    }

    @Test
    void readersFindEveryEventWhileItIsArchived() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            store("note/" + i % 5, 30);
        }
        List<Long> positions = new ArrayList<>();
        for (long i = 1; i <= 3_000; i++) {
            positions.add(i);
        }
        Vertx vertx = Vertx.vertx();
        AtomicBoolean archiving = new AtomicBoolean(true);
        try (PipelinedConnection connection =
                PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20))) {
            PostgresJournal journal = new PostgresJournal(connection);
            CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> {
                int rounds = 0;
                while (archiving.get() || rounds == 0) {
                    assertThat(positionsOf(journal)).isEqualTo(positions);
                    rounds++;
                }
                return rounds;
            });

            for (int i = 1; i <= 40; i++) {
                archive("*", START.plusSeconds(75L * i), Long.MAX_VALUE);
            }
            archiving.set(false);

            assertThat(reads.get()).isPositive();
            assertThat(rows()).hasSizeLessThan(80);
            assertThat(ArchivedPositions.read(connection, 0, 0, 3_000)).hasSizeGreaterThan(2_900);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static List<Long> positionsOf(PostgresJournal journal) {
        List<Long> read = new ArrayList<>();
        while (read.size() < 3_000) {
            long after = read.isEmpty() ? 0 : read.get(read.size() - 1);
            journal.eventsBetween(0, after, 3_000).forEach(event -> read.add(event.position()));
        }
        return read;
    }
}

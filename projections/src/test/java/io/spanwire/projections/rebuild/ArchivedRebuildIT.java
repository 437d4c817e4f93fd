package io.spanwire.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.archive.ArchiveRequest;
import io.spanwire.projections.archive.HistoryArchive;
import io.spanwire.projections.exportfile.ExportScope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilds over a history of which a part is archived, on a real PostgreSQL. */
@Timeout(120)
class ArchivedRebuildIT extends RebuildFixture {
    private static final String ROWS =
            "select tally || ' ' || version || ' ' || amount from read_model.tally_amount order by tally, version";

    @Test
    void rebuildOverArchivedAndLiveEventsGivesTheSameRows() {
        for (int i = 0; i < 6_000; i++) {
            store(i % 4, "t" + i % 20, "added", "{\"amount\":" + i % 100 + "}");
        }
        request("rebuild", 2);
        run(2, 10, "done");
        List<String> before = database.column(ROWS);
        assertThat(before).hasSize(6_000);

        archive("2026-11-22T10:00:03Z");
        for (int i = 0; i < 300; i++) {
            store(i % 4, "t" + i % 20, "added", "{\"amount\":1}");
        }
        request("rebuild", 3);
        run(3, 10, "done");

        assertThat(database.column("select count(*) from spanwire.event")).containsExactly("3300");
        assertThat(database.column(ROWS)).hasSize(6_300).containsAll(before);
        request("verify", 3);
        run(3, 10, "done");
        assertThat(database.column("select detail from spanwire.rebuild")).containsExactly("");
        assertThat(database.column("select sum(events) from spanwire.archived_type"))
                .containsExactly("3000");
    }

    private void archive(String before) {
        database.execute("update spanwire.event set at = (body::json ->> 'time')::timestamptz");
        database.execute("truncate spanwire.stream");
        database.execute("insert into spanwire.stream (stream, partition, version)"
                + " select stream, min(partition), max(version) from spanwire.event group by stream");
        try (HistoryArchive archive = HistoryArchive.open(database.url(), "postgres", "")) {
            List<Long> everywhere = Collections.nCopies(4, Long.MAX_VALUE);
            archive.run(new ArchiveRequest(ExportScope.EVERYTHING, Instant.parse(before), everywhere), events -> {});
        }
    }
}

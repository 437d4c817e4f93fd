package io.spanwire.projections.transfer;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.exportfile.ExportHeader;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportTrailer;
import io.spanwire.projections.exportfile.ExportWriter;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.schema.JdbcDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The export of a history, or of some of its streams: one consistent snapshot, whatever the lanes write meanwhile.
 * Blocking, one thread; its memory does not depend on the size of the history. Throws {@code DatabaseUnavailable} when
 * PostgreSQL does not answer.
 *
 * <h2>What a later export contains</h2>
 *
 * An export ends with a token: the last position of each partition. A later one with this token begins behind these
 * positions, and an outcome goes with its events. Outcomes without events have no position. Those of recent commands are
 * always repeated; an import ignores equal ones. The token counts the older ones: while none has expired, an equal count
 * means that none was added, by a late decision or an import; otherwise they are repeated too.
 */
public final class HistoryExport implements AutoCloseable {
    /** What is held in memory, of all partitions together. */
    private static final int HELD_EVENTS = 5_000;

    private static final long HELD_BYTES = 32 << 20;

    private static final int MAX_PAGE = 500;
    private static final int MIN_PAGE = 10;
    private static final long MIN_PAGE_BYTES = 16 << 10;
    private static final int REPORT_EVERY = 200;

    private final JdbcDatabase tables;
    private final HistorySnapshot snapshot;

    private HistoryExport(JdbcDatabase tables, boolean isPersonal) {
        this.tables = tables;
        this.snapshot = new HistorySnapshot(tables, isPersonal);
    }

    /** Connects to the database, as a role that may read. Personal data are redacted. */
    public static HistoryExport open(String url, String user, String password) {
        return open(url, user, password, false);
    }

    /** @param isPersonal whether personal data are written, in the clear */
    public static HistoryExport open(String url, String user, String password, boolean isPersonal) {
        return new HistoryExport(JdbcDatabase.forTransfer(HistoryExport.class, url, user, password), isPersonal);
    }

    /**
     * Writes the export.
     *
     * @param from the token of an earlier export of this history; empty for everything
     * @throws OtherEpoch when the token belongs to another history
     * @throws IOException when it cannot be written
     */
    public ExportTrailer write(
            ExportScope scope, Optional<HistoryToken> from, OutputStream out, TransferListener listener)
            throws IOException {
        try {
            return tables.inSnapshot(() -> write(scope, from, new ExportWriter(out), listener));
        } catch (UncheckedIOException notWritten) {
            throw notWritten.getCause();
        }
    }

    private ExportTrailer write(
            ExportScope scope, Optional<HistoryToken> from, ExportWriter out, TransferListener listener) {
        HistorySnapshot.End end = snapshot.end();
        HistoryToken begin = from.orElseGet(() -> HistoryToken.beginning(
                end.token().epoch(), end.token().positions().size()));
        refuseOther(begin, end.token());
        try {
            out.header(new ExportHeader(end.token().epoch(), end.at(), scope, from.map(HistoryToken::text)));
            writeEvents(scope, begin, end.token(), out, listener);
            snapshot.outcomesWithoutEvents(outcomesFrom(begin), scope, outcome -> write(out, outcome));
            return out.trailer(end.token().text());
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    private Instant outcomesFrom(HistoryToken begin) {
        boolean noneDeleted = snapshot.outcomesExpiredBefore().equals(Instant.EPOCH);
        boolean noneAdded =
                noneDeleted && snapshot.outcomesWithoutEventsBefore(begin.outcomesFrom()) == begin.outcomesBefore();
        return noneAdded ? begin.outcomesFrom() : Instant.EPOCH;
    }

    private void writeEvents(
            ExportScope scope, HistoryToken begin, HistoryToken end, ExportWriter out, TransferListener listener)
            throws IOException {
        List<Integer> partitions = partitions(scope, end.positions().size());
        HistorySnapshot.PageSize pageSize = pageSize(partitions.size());
        List<EventCursor> cursors = new ArrayList<>();
        long total = 0;
        for (int partition : partitions) {
            long first = begin.positions().get(partition);
            long last = end.positions().get(partition);
            cursors.add(new EventCursor(snapshot, partition, scope, first, last, pageSize));
            total += last - first;
        }
        EventMerge events = new EventMerge(cursors);
        for (Optional<EventCursor.Entry> next = events.next(); next.isPresent(); next = events.next()) {
            out.event(next.get().event().body());
            next.get().outcome().ifPresent(outcome -> write(out, outcome));
            if (out.events() % REPORT_EVERY == 0) {
                listener.progress(out.events(), (double) events.passed() / total);
            }
        }
    }

    private static HistorySnapshot.PageSize pageSize(int partitions) {
        return new HistorySnapshot.PageSize(
                Math.max(MIN_PAGE, Math.min(MAX_PAGE, HELD_EVENTS / partitions)),
                Math.max(MIN_PAGE_BYTES, HELD_BYTES / partitions));
    }

    private static List<Integer> partitions(ExportScope scope, int count) {
        Partitioning partitioning = new Partitioning(count);
        return scope.stream().map(partitioning::of).map(List::of).orElseGet(partitioning::all);
    }

    private static void refuseOther(HistoryToken token, HistoryToken end) {
        if (!token.epoch().equals(end.epoch())) {
            throw new OtherEpoch("The token belongs to the epoch " + token.epoch() + ", and this history is "
                    + end.epoch() + ": another installation, or the same after a new epoch.");
        }
        boolean behind = token.positions().size() == end.positions().size();
        for (int i = 0; behind && i < end.positions().size(); i++) {
            behind = token.positions().get(i) <= end.positions().get(i);
        }
        if (!behind) {
            throw new OtherEpoch("The token is ahead of this history: this database is older than the earlier export.");
        }
    }

    private static void write(ExportWriter out, ExportedOutcome outcome) {
        try {
            out.outcome(outcome);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}

package io.spanwire.projections.transfer;

import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportedOutcome;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history's tables as of one moment: reads within one repeatable-read transaction, in pages. Blocking, one thread.
 */
final class HistorySnapshot {
    /** Few commands wait longer for their decision. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final JdbcDatabase tables;
    private final ArchivedLines archived;
    private final boolean isPersonal;
    private Optional<Instant> expiredBefore = Optional.empty();

    /** @param isPersonal whether personal data are shown */
    HistorySnapshot(JdbcDatabase tables, boolean isPersonal) {
        this.tables = tables;
        this.archived = new ArchivedLines(tables);
        this.isPersonal = isPersonal;
    }

    /** The end of the history in this snapshot, and the moment of it. */
    record End(HistoryToken token, Instant at) {}

    private record Moment(UUID epoch, Instant at) {}

    End end() {
        List<Long> heads = tables.query("heads.sql", row -> row.getLong("head"));
        Moment moment = tables.query(
                        "moment.sql",
                        row -> new Moment(
                                row.getObject("epoch", UUID.class),
                                row.getTimestamp("at").toInstant()))
                .get(0);
        Instant from = moment.at().minus(RECENT).truncatedTo(ChronoUnit.SECONDS);
        return new End(new HistoryToken(moment.epoch(), from, outcomesWithoutEventsBefore(from), heads), moment.at());
    }

    /** The time before which outcomes have expired; long ago when none has. */
    Instant outcomesExpiredBefore() {
        if (expiredBefore.isEmpty()) {
            expiredBefore = Optional.of(tables.query("outcomes-from.sql", row -> {
                        @Nullable Timestamp from = row.getTimestamp(1);
                        return from == null ? Instant.EPOCH : from.toInstant();
                    })
                    .get(0));
        }
        return expiredBefore.get();
    }

    /** The number of outcomes without events whose command is older. */
    long outcomesWithoutEventsBefore(Instant time) {
        return tables.query("count-outcomes.sql", row -> row.getLong(1), Timestamp.from(time))
                .get(0);
    }

    /** The limits of a page of events: rows, and bytes, which the last event may exceed. */
    record PageSize(int rows, long bytes) {}

    /** The next events of a partition within {@code (after, to]} of these streams; empty only if there are none. */
    List<StoredLine> ofPartition(int partition, long after, long to, ExportScope scope, PageSize size) {
        long from = after;
        while (from < to && archived.hasAfter(partition, from, scope)) {
            long end = Math.min(to, from + size.rows());
            List<StoredLine> lines = new ArrayList<>(archived.between(partition, from, end, scope));
            lines.addAll(rowsOfPartition(partition, from, end, scope, new PageSize(size.rows(), Long.MAX_VALUE)));
            if (!lines.isEmpty()) {
                lines.sort(Comparator.comparing(StoredLine::position));
                return shown(within(size.bytes(), lines));
            }
            from = end;
        }
        return from < to ? shown(rowsOfPartition(partition, from, to, scope, size)) : List.of();
    }

    private static List<StoredLine> within(long bytes, List<StoredLine> lines) {
        long sum = 0;
        int count = 0;
        while (count < lines.size() && sum < bytes) {
            sum += lines.get(count).body().length();
            count++;
        }
        return lines.subList(0, count);
    }

    private List<StoredLine> rowsOfPartition(int partition, long after, long to, ExportScope scope, PageSize size) {
        return tables.query(
                "partition-events.sql",
                HistorySnapshot::line,
                partition,
                after,
                to,
                scope.lowest(),
                scope.end(),
                size.rows(),
                size.bytes());
    }

    /** The next events of a stream behind a version, with positions within {@code (after, to]}; likewise. */
    List<StoredLine> ofStream(StreamId stream, long version, long after, long to, PageSize size) {
        List<StoredLine> lines = archived.next(stream, version, after, to);
        return shown(lines.isEmpty() ? rowsOfStream(stream, version, after, to, size) : within(size.bytes(), lines));
    }

    private List<StoredLine> rowsOfStream(StreamId stream, long version, long after, long to, PageSize size) {
        return tables.query(
                "stream-events.sql",
                HistorySnapshot::line,
                stream.toString(),
                version,
                after,
                to,
                size.rows(),
                size.bytes());
    }

    Map<UUID, ExportedOutcome> outcomes(Collection<UUID> commands) {
        Map<UUID, ExportedOutcome> outcomes = new HashMap<>();
        tables.query("event-outcomes.sql", HistorySnapshot::outcome, (Object) commands.toArray(UUID[]::new))
                .forEach(each -> outcomes.put(each.outcome().command(), each));
        return outcomes;
    }

    /** Passes on each outcome without events whose command is of this time or later. */
    void outcomesWithoutEvents(Instant from, ExportScope scope, Consumer<ExportedOutcome> each) {
        tables.forEach(
                "other-outcomes.sql",
                HistorySnapshot::outcome,
                each,
                Timestamp.from(from),
                scope.lowest(),
                scope.end());
    }

    /** The lines with the texts that the export shows. */
    private List<StoredLine> shown(List<StoredLine> lines) {
        StoredTexts texts = isPersonal
                ? StoredTexts.opened(
                        tables, lines.stream().map(StoredLine::text).toList())
                : StoredTexts.redacted();
        return lines.stream()
                .map(line -> line.withBody(texts.text(line.text())))
                .toList();
    }

    private static StoredLine line(ResultSet row) throws SQLException {
        return new StoredLine(
                row.getString("stream"),
                row.getLong("version"),
                row.getLong("position"),
                row.getTimestamp("at").toInstant(),
                row.getString("body"),
                StoredTexts.Stored.of(row).secret());
    }

    private static ExportedOutcome outcome(ResultSet row) throws SQLException {
        return new ExportedOutcome(
                read(row), row.getString("name"), row.getTimestamp("at").toInstant());
    }

    private static Outcome read(ResultSet row) throws SQLException {
        UUID command = row.getObject("command", UUID.class);
        StreamId stream = StreamId.parse(row.getString("stream"));
        String fingerprint = row.getString("fingerprint");
        String actor = row.getString("actor");
        String problem = row.getString("problem");
        return problem == null
                ? new Outcome.Accepted(
                        command, stream, fingerprint, actor, row.getLong("version"), row.getInt("events"))
                : new Outcome.Rejected(command, stream, fingerprint, actor, ProblemJson.read(Json.reread(problem)));
    }
}

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The history's tables as of one moment: reads within one repeatable-read transaction, in pages. Blocking, one thread.
 */
final class HistorySnapshot {
    /** Few commands wait longer for their decision. */
    private static final Duration RECENT = Duration.ofDays(1);

    private final JdbcDatabase tables;
    private final boolean isPersonal;

    /** @param isPersonal whether personal data are shown */
    HistorySnapshot(JdbcDatabase tables, boolean isPersonal) {
        this.tables = tables;
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

    /** The number of outcomes without events whose command is older. */
    long outcomesWithoutEventsBefore(Instant time) {
        return tables.query("count-outcomes.sql", row -> row.getLong(1), Timestamp.from(time))
                .get(0);
    }

    /** The limits of a page of events: rows, and bytes, which the last event may exceed. */
    record PageSize(int rows, long bytes) {}

    /** The next events of a partition within {@code (after, to]} of these streams; empty only if there are none. */
    List<StoredLine> ofPartition(int partition, long after, long to, ExportScope scope, PageSize size) {
        return lines(
                "partition-events.sql", partition, after, to, scope.lowest(), scope.end(), size.rows(), size.bytes());
    }

    /** The next events of a stream behind a version, with positions within {@code (after, to]}; likewise. */
    List<StoredLine> ofStream(StreamId stream, long version, long after, long to, PageSize size) {
        return lines("stream-events.sql", stream.toString(), version, after, to, size.rows(), size.bytes());
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

    private record Read(StoredLine line, StoredTexts.Stored text) {}

    private List<StoredLine> lines(String statement, Object... parameters) {
        List<Read> read = tables.query(statement, row -> new Read(line(row), StoredTexts.Stored.of(row)), parameters);
        StoredTexts texts = isPersonal
                ? StoredTexts.opened(tables, read.stream().map(Read::text).toList())
                : StoredTexts.redacted();
        return read.stream()
                .map(each -> each.line().withBody(texts.text(each.text())))
                .toList();
    }

    private static StoredLine line(ResultSet row) throws SQLException {
        return new StoredLine(
                row.getString("stream"),
                row.getLong("version"),
                row.getLong("position"),
                row.getTimestamp("at").toInstant(),
                row.getString("body"));
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

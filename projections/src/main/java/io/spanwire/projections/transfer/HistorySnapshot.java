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
    /**
     * How long the command log keeps commands: an outcome that is stored later belongs to a command that is younger than
     * this, or was parked.
     */
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    private final JdbcDatabase tables;

    HistorySnapshot(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** The end of the history in this snapshot, and the moment of it. */
    record End(HistoryToken token, Instant at) {}

    End end() {
        List<Long> heads = tables.query("heads.sql", row -> row.getLong("head"));
        return tables.query("place.sql", row -> end(row, heads)).get(0);
    }

    private static End end(ResultSet row, List<Long> heads) throws SQLException {
        Instant at = row.getTimestamp("at").toInstant();
        Timestamp parked = row.getTimestamp("parked");
        Instant undecidedSince = parked == null || parked.toInstant().isAfter(at) ? at : parked.toInstant();
        return new End(
                new HistoryToken(row.getObject("epoch", UUID.class), undecidedSince.minus(LONGEST_WAIT), heads), at);
    }

    /** The next events of a partition within {@code (after, to]}, at most {@code max}, of these streams. */
    List<StoredLine> ofPartition(int partition, long after, long to, ExportScope scope, int max) {
        return tables.query(
                "partition-events.sql", HistorySnapshot::line, partition, after, to, scope.lowest(), scope.end(), max);
    }

    /** The next events of a stream behind a version, with positions within {@code (after, to]}, at most {@code max}. */
    List<StoredLine> ofStream(StreamId stream, long version, long after, long to, int max) {
        return tables.query("stream-events.sql", HistorySnapshot::line, stream.toString(), version, after, to, max);
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

package io.spanwire.projections.journal;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mapping from rows of the journal's statements to values. */
final class RowMappers {
    HistoryIdentity history(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new HistoryIdentity(row.getUUID("epoch").toString(), Optional.ofNullable(row.getString("command_log")));
    }

    Map<Integer, PartitionProgress> progress(RowSet<Row> rows) {
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        for (Row row : rows) {
            progress.put(
                    row.getInteger("partition"),
                    new PartitionProgress(
                            row.getLong("next_offset"),
                            row.getInteger("leader_epoch"),
                            row.getLong("head"),
                            row.getLong("forgettings")));
        }
        return progress;
    }

    Map<UUID, Outcome> outcomes(RowSet<Row> rows) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        for (Row row : rows) {
            Outcome outcome = outcome(row);
            outcomes.put(outcome.command(), outcome);
        }
        return outcomes;
    }

    Map<StreamId, StreamRow> streams(RowSet<Row> rows) {
        Map<StreamId, StreamRow> streams = new HashMap<>();
        for (Row row : rows) {
            streams.put(
                    StreamId.parse(row.getString("stream")),
                    new StreamRow(row.getLong("version"), snapshot(row), Optional.ofNullable(row.getString("closed"))));
        }
        return streams;
    }

    Map<StreamId, ParkedCommandPage.Found> parkedStreams(RowSet<Row> rows) {
        Map<StreamId, ParkedCommandPage.Found> parked = new HashMap<>();
        for (Row row : rows) {
            StreamId stream = StreamId.parse(row.getString("stream"));
            parked.put(
                    stream,
                    new ParkedCommandPage.Found(
                            new ParkingChanges.ParkedStream(
                                    stream,
                                    row.getInteger("partition"),
                                    row.getString("reason"),
                                    row.getInteger("waiting"),
                                    row.getString("domains")),
                            Set.of(row.getArrayOfUUIDs("waiting_commands"))));
        }
        return parked;
    }

    List<StreamId> names(RowSet<Row> rows) {
        List<StreamId> streams = new ArrayList<>(rows.size());
        rows.forEach(row -> streams.add(StreamId.parse(row.getString("stream"))));
        return streams;
    }

    List<ParkedCommandPage.Waiting> waiting(RowSet<Row> rows) {
        List<ParkedCommandPage.Waiting> waiting = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Integer replyTo = row.getInteger("reply_to");
            waiting.add(new ParkedCommandPage.Waiting(
                    row.getLong("place"),
                    row.getInteger("partition"),
                    row.getBuffer("value"),
                    replyTo == null ? OptionalInt.empty() : OptionalInt.of(replyTo)));
        }
        return waiting;
    }

    int decidedBefore(RowSet<Row> rows) {
        return rows.size() == 0 ? 0 : rows.iterator().next().getInteger("decided");
    }

    boolean finishedBefore(RowSet<Row> rows) {
        return rows.size() > 0 && rows.iterator().next().getBoolean("finished");
    }

    Map<Integer, ParkingChanges.Count> counts(RowSet<Row> rows) {
        Map<Integer, ParkingChanges.Count> counts = new HashMap<>();
        for (Row row : rows) {
            counts.put(
                    row.getInteger("partition"),
                    new ParkingChanges.Count(row.getLong("streams"), row.getLong("commands")));
        }
        return counts;
    }

    /** Event texts by version. */
    Map<Long, String> bodies(RowSet<Row> rows) {
        Map<Long, String> bodies = new LinkedHashMap<>();
        rows.forEach(row -> bodies.put(row.getLong("version"), row.getString("body")));
        return bodies;
    }

    /** The archived page, if one was found. */
    Optional<ArchivedPage> firstPage(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(archivedPage(rows.iterator().next()));
    }

    /** An archived page with its secrets. */
    static ArchivedPage archivedPage(Row row) {
        @Nullable Buffer secrets = row.getBuffer("secrets");
        return ArchivedPage.decode(row.getBuffer("content").getBytes(), secrets == null ? null : secrets.getBytes());
    }

    List<StoredEvent> events(RowSet<Row> rows) {
        List<StoredEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(new StoredEvent(
                    StreamId.parse(row.getString("stream")),
                    row.getLong("version"),
                    row.getLong("position"),
                    EventText.of(row.getString("body")),
                    secret(row)));
        }
        return events;
    }

    /** The keys by their ids. */
    static Map<Long, SubjectKey> keys(RowSet<Row> rows) {
        Map<Long, SubjectKey> keys = new HashMap<>();
        for (Row row : rows) {
            SubjectKey key = key(row);
            keys.put(key.id(), key);
        }
        return keys;
    }

    /** The keys by their subjects. */
    Map<String, SubjectKey> keysOfSubjects(RowSet<Row> rows) {
        Map<String, SubjectKey> keys = new HashMap<>();
        rows.forEach(row -> keys.put(row.getString("subject"), key(row)));
        return keys;
    }

    private static SubjectKey key(Row row) {
        return new SubjectKey(row.getLong("id"), row.getBuffer("key").getBytes());
    }

    static @Nullable EventSecret secret(Row row) {
        @Nullable Buffer secret = row.getBuffer("secret");
        return secret == null ? null : new EventSecret(secret.getBytes());
    }

    private static Outcome outcome(Row row) {
        UUID command = row.getUUID("command");
        StreamId stream = StreamId.parse(row.getString("stream"));
        String fingerprint = row.getString("fingerprint");
        String actor = row.getString("actor");
        String problem = row.getString("problem");
        return problem == null
                ? new Outcome.Accepted(
                        command, stream, fingerprint, actor, row.getLong("version"), row.getInteger("events"))
                : new Outcome.Rejected(command, stream, fingerprint, actor, ProblemJson.read(Json.parse(problem)));
    }

    private static Optional<StreamRow.Snapshot> snapshot(Row row) {
        String snapshot = row.getString("snapshot");
        return snapshot == null
                ? Optional.empty()
                : Optional.of(new StreamRow.Snapshot(
                        row.getLong("snapshot_version"), row.getInteger("snapshot_state"), snapshot));
    }
}

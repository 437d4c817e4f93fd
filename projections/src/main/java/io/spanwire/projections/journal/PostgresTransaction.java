package io.spanwire.projections.journal;

import static io.spanwire.projections.journal.StatementAuthor.PROJECTION;
import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The one transaction of a lane in PostgreSQL, in as few round trips as possible.
 *
 * <h2>The round trips</h2>
 *
 * One, {@link #commitUnlocked}, when the lane knows from its previous batch what the first would read: the first
 * statement then moves the partitions on only if they are where the lane left them, and fails otherwise, so that a
 * lane with old knowledge stores nothing. Otherwise two or more:
 *
 * <ol>
 *   <li>{@link #lock}: begin; lock the partitions and read their progress; read known outcomes and the streams that are
 *       not cached. The lock makes a lane the only writer: a second lane waits, then reads offsets that differ from
 *       those of its batch, and stops.
 *   <li>{@link #eventsAfter}: the history of streams that are not cached, if any. One round trip a page.
 *   <li>{@link #keys}: the keys of subjects that the lane does not remember, if there are new personal data.
 *   <li>{@link #commit}: events, streams, outcomes, read models, the partitions' new offsets and heads, commit. When a
 *       statement fails, PostgreSQL ignores the rest, the commit included. New statements of
 *       projections get a separate round trip before the commit ({@link SentShapes}).
 * </ol>
 *
 * Positions come from the locked partition rows, so they are dense and in commit order; numbers of a database sequence
 * could be committed out of order. The number of round trips does not depend on the size of the batch.
 */
final class PostgresTransaction implements JournalTransaction {
    /** The name of these checks in a failure's text; only tables of projections have any. */
    private static final String DEFERRED = "its deferred constraints";

    private final PipelinedConnection connection;
    private final JournalStatements sql;
    private final RowMappers mappers;
    private final StatementParameters parameters;
    private final ChangeWriter writer;
    private final SentShapes shapes;
    private boolean savepoint;
    /** Whether PostgreSQL has a transaction that must be ended. */
    private boolean begun;

    PostgresTransaction(
            PipelinedConnection connection,
            JournalStatements sql,
            RowMappers mappers,
            StatementParameters parameters,
            ChangeWriter writer,
            SentShapes shapes) {
        this.connection = connection;
        this.sql = sql;
        this.mappers = mappers;
        this.parameters = parameters;
        this.writer = writer;
        this.shapes = shapes;
    }

    @Override
    public LockedBatch lock(
            Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
        begun = true;
        return connection.roundTrip(() -> {
            var unused = control("begin");
            Future<RowSet<Row>> claim = send(sql.claim, parameters.integers(partitions));
            Future<RowSet<Row>> known = send(sql.knownOutcomes, parameters.uuids(commands));
            Future<RowSet<Row>> found =
                    unknown.isEmpty() ? Future.succeededFuture() : send(sql.streams, parameters.texts(unknown));
            Future<RowSet<Row>> parked = send(sql.parkedStreams, parameters.parked(streams, commands));
            return Future.all(claim, known, found, parked)
                    .map(all -> new LockedBatch(
                            mappers.progress(claim.result()),
                            mappers.outcomes(known.result()),
                            unknown.isEmpty() ? Map.of() : mappers.streams(found.result()),
                            mappers.parkedStreams(parked.result())));
        });
    }

    @Override
    public ParkedCommandPage lockParked(int partition, OperatorOrder order, int max) {
        StreamId stream = order.stream();
        begun = true;
        return connection.roundTrip(() -> {
            var unused = control("begin");
            Future<RowSet<Row>> claim = send(sql.claim, parameters.integers(List.of(partition)));
            Future<RowSet<Row>> before = send(sql.parkedOrder, Tuple.of(order.id()));
            Future<RowSet<Row>> parked = send(sql.parkedStreams, parameters.parked(List.of(stream), List.of()));
            Future<RowSet<Row>> row = send(sql.streams, parameters.texts(List.of(stream)));
            Future<RowSet<Row>> waiting = send(sql.parkedPage, Tuple.of(stream.toString(), max));
            Future<RowSet<Row>> known = send(sql.parkedPageOutcomes, Tuple.of(stream.toString(), max));
            return Future.all(List.of(claim, before, parked, row, waiting, known))
                    .map(all -> new ParkedCommandPage(
                            mappers.progress(claim.result()),
                            Optional.ofNullable(
                                    mappers.parkedStreams(parked.result()).get(stream)),
                            Optional.ofNullable(mappers.streams(row.result()).get(stream)),
                            mappers.waiting(waiting.result()),
                            mappers.outcomes(known.result()),
                            mappers.decidedBefore(before.result()),
                            mappers.finishedBefore(before.result())));
        });
    }

    @Override
    public Map<String, SubjectKey> keys(Set<String> subjects) {
        return connection.roundTrip(() -> {
            var unused = send(sql.insertKeys, parameters.newKeys(subjects));
            return send(sql.keysOfSubjects, parameters.strings(subjects)).map(mappers::keysOfSubjects);
        });
    }

    @Override
    public Map<Long, String> eventsAfter(StreamId stream, long version, int max) {
        RowSet<Row> rows = connection.roundTrip(() -> send(sql.eventsAfter, Tuple.of(stream.toString(), version, max)));
        OpenedTexts opened = OpenedTexts.ofRows(connection, rows);
        Map<Long, String> events = new LinkedHashMap<>();
        rows.forEach(row -> events.put(row.getLong("version"), opened.body(row)));
        return events.containsKey(version + 1) ? events : archivedAfter(stream, version);
    }

    /** The rest of the archived page that has the next version; empty when there is none. */
    private Map<Long, String> archivedAfter(StreamId stream, long version) {
        List<ArchivedEvent> rest = connection
                .roundTrip(() -> send(sql.archivedPage, Tuple.of(stream.toString(), version + 1))
                        .map(mappers::firstPage))
                .map(page -> page.events(version + 1, page.lastVersion()))
                .orElse(List.of());
        OpenedTexts opened = OpenedTexts.ofArchived(connection, rest);
        Map<Long, String> events = new LinkedHashMap<>();
        rest.forEach(event -> events.put(event.version(), opened.body(event)));
        return events;
    }

    @Override
    public void skip(
            String reaction,
            Set<String> types,
            Map<Integer, PartitionProgress> before,
            Map<Integer, PartitionProgress> after) {
        connection.roundTrip(() -> send(sql.skipReaction, parameters.skip(reaction, types, before, after)));
    }

    @Override
    public void skipWebhooks(Map<Integer, PartitionProgress> before, Map<Integer, PartitionProgress> after) {
        connection.roundTrip(() -> send(sql.skipWebhooks, parameters.heads(before, after)));
    }

    @Override
    public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        boolean sentBefore = shapes.containAll(changes.readModels());
        if (!sentBefore) {
            connection.roundTrip(() -> Future.all(sendChanges(changes, progress)));
            shapes.add(changes.readModels());
        }
        connection.roundTrip(() -> {
            List<Future<?>> sent = sentBefore ? sendChanges(changes, progress) : new ArrayList<>();
            sent.add(send(sql.advance, parameters.progress(progress)));
            sent.add(connection.send(PROJECTION, DEFERRED, "commit"));
            return Future.all(sent);
        });
        begun = false;
        writer.committed(changes);
    }

    @Override
    public void commitUnlocked(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        boolean sentBefore = shapes.containAll(changes.readModels());
        begun = true;
        if (!sentBefore) {
            connection.roundTrip(() -> Future.all(beginAndSend(expected, changes, progress)));
            shapes.add(changes.readModels());
        }
        connection.roundTrip(() -> {
            List<Future<?>> sent = sentBefore ? beginAndSend(expected, changes, progress) : new ArrayList<>();
            sent.add(connection.send(PROJECTION, DEFERRED, "commit"));
            return Future.all(sent);
        });
        begun = false;
        writer.committed(changes);
    }

    private List<Future<?>> beginAndSend(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        List<Future<?>> sent = new ArrayList<>();
        sent.add(control("begin"));
        sent.addAll(writer.sendUnlocked(expected, changes, progress));
        return sent;
    }

    private List<Future<?>> sendChanges(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        List<Future<?>> sent = releaseSavepoint();
        sent.addAll(writer.send(changes, PartitionProgress.forgettings(progress)));
        return sent;
    }

    @Override
    public void writeOrUndo(BatchChanges changes) {
        try {
            connection.slowRoundTrip(() -> {
                List<Future<?>> sent = releaseSavepoint();
                sent.add(control("savepoint command"));
                sent.addAll(writer.sendRowByRow(changes));
                // a constraint that is checked at the commit would fail the whole batch
                sent.add(connection.send(PROJECTION, DEFERRED, "set constraints all immediate"));
                return Future.all(sent);
            });
            savepoint = true;
            shapes.add(changes.readModels());
        } catch (StatementFailed refused) {
            connection.roundTrip(() -> control("rollback to savepoint command"));
            savepoint = true;
            throw refused;
        }
    }

    /** Releases the previous savepoint in the next round trip: it is needed until its own has succeeded. */
    private List<Future<?>> releaseSavepoint() {
        List<Future<?>> sent = new ArrayList<>();
        if (savepoint) {
            savepoint = false;
            sent.add(control("release savepoint command"));
        }
        return sent;
    }

    /** The transaction has ended with its connection. */
    void connectionLost() {
        begun = false;
    }

    void rollbackUnlessEnded() {
        if (begun) {
            begun = false;
            connection.roundTrip(() -> control("rollback"));
        }
    }

    private Future<RowSet<Row>> send(Sql statement, Tuple values) {
        return connection.send(SPANWIRE, statement, values);
    }

    private Future<RowSet<Row>> control(String command) {
        return connection.send(SPANWIRE, command, command);
    }
}

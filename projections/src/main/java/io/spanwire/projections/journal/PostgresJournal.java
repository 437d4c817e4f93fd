package io.spanwire.projections.journal;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
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
 * The one transaction of a lane in PostgreSQL, in as few round trips as it can be done.
 *
 * <h2>The transaction</h2>
 *
 * <ol>
 *   <li>{@link #open}: begin; lock the partitions and read where they stand; look up which commands were decided before and
 *       where unknown streams stand. One wave. The lock is what makes a lane the only one: whoever comes second waits, then
 *       sees offsets that are no longer those of its batch, and gives up.
 *   <li>{@link #eventsAfter}: history of streams not in memory, if any. A wave a page.
 *   <li>{@link #commit}: events, streams, outcomes, read models, the partitions' new offsets and heads, commit. One wave:
 *       when a statement fails, PostgreSQL refuses the rest and turns the commit into a rollback. A projection's statement
 *       sent for the first time is given a wave of its own ({@link SentShapes}).
 * </ol>
 *
 * Events get positions from the locked partition rows, so positions are dense and in commit order; a sequence would hand
 * out numbers in one order and commit them in another. The number of waves does not depend on the size of the batch.
 */
public final class PostgresJournal implements Journal {
    private static final int PAGE = 500;
    /** A projection's, too: Spanwire's own tables have none. */
    private static final String DEFERRED = "its deferred constraints";

    private final JournalStatements sql = new JournalStatements();
    private final PipelinedConnection session;
    private final RowMappers answers = new RowMappers();
    private final StatementParameters parameters = new StatementParameters();

    private final ChangeWriter writing;
    private final SentShapes shapes = new SentShapes();
    private boolean savepoint;

    public PostgresJournal(PipelinedConnection session) {
        this.session = session;
        this.writing = new ChangeWriter(sql, session, parameters);
    }

    @Override
    public LockedBatch open(
            Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
        return session.wave(() -> {
            var unused = session.send("begin");
            Future<RowSet<Row>> claim = session.send(sql.claim, parameters.integers(partitions));
            Future<RowSet<Row>> known = session.send(sql.knownOutcomes, parameters.uuids(commands));
            Future<RowSet<Row>> found =
                    unknown.isEmpty() ? Future.succeededFuture() : session.send(sql.streams, parameters.texts(unknown));
            Future<RowSet<Row>> parked = session.send(sql.parkedStreams, parameters.parked(streams, commands));
            return Future.all(claim, known, found, parked)
                    .map(all -> new LockedBatch(
                            answers.progress(claim.result()),
                            answers.outcomes(known.result()),
                            unknown.isEmpty() ? Map.of() : answers.streams(found.result()),
                            answers.parkedStreams(parked.result())));
        });
    }

    @Override
    public ParkedCommandPage openParked(int partition, OperatorOrder order, int most) {
        StreamId stream = order.stream();
        return session.wave(() -> {
            var unused = session.send("begin");
            Future<RowSet<Row>> claim = session.send(sql.claim, parameters.integers(List.of(partition)));
            Future<RowSet<Row>> before = session.send(sql.parkedOrder, Tuple.of(order.id()));
            Future<RowSet<Row>> parked = session.send(sql.parkedStreams, parameters.parked(List.of(stream), List.of()));
            Future<RowSet<Row>> row = session.send(sql.streams, parameters.texts(List.of(stream)));
            Future<RowSet<Row>> waiting = session.send(sql.parkedPage, Tuple.of(stream.toString(), most));
            Future<RowSet<Row>> known = session.send(sql.parkedPageOutcomes, Tuple.of(stream.toString(), most));
            return Future.all(List.of(claim, before, parked, row, waiting, known))
                    .map(all -> new ParkedCommandPage(
                            answers.progress(claim.result()),
                            Optional.ofNullable(
                                    answers.parkedStreams(parked.result()).get(stream)),
                            Optional.ofNullable(answers.streams(row.result()).get(stream)),
                            answers.waiting(waiting.result()),
                            answers.outcomes(known.result()),
                            answers.decidedBefore(before.result()),
                            answers.finishedBefore(before.result())));
        });
    }

    @Override
    public Map<Long, String> eventsAfter(StreamId stream, long version, int most) {
        return session.wave(() -> session.send(sql.eventsAfter, Tuple.of(stream.toString(), version, most))
                .map(rows -> {
                    Map<Long, String> events = new LinkedHashMap<>();
                    rows.forEach(row -> events.put(row.getLong("version"), row.getString("body")));
                    return events;
                }));
    }

    @Override
    public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        if (!shapes.containAll(changes.readModels())) {
            writeFirst(changes);
            session.wave(() -> Future.all(ending(progress)));
            return;
        }
        session.wave(() -> {
            List<Future<?>> sent = written(changes);
            sent.addAll(ending(progress));
            return Future.all(sent);
        });
    }

    private void writeFirst(BatchChanges changes) {
        try {
            session.wave(() -> Future.all(written(changes)));
            shapes.add(changes.readModels());
        } catch (StatementFailed refused) {
            rollback();
            throw refused;
        }
    }

    private List<Future<?>> written(BatchChanges changes) {
        List<Future<?>> sent = release();
        sent.addAll(writing.send(changes));
        return sent;
    }

    private List<Future<?>> ending(Map<Integer, PartitionProgress> progress) {
        List<Future<?>> sent = new ArrayList<>();
        sent.add(ChangeWriter.own(session.send(sql.advance, parameters.progress(progress))));
        sent.add(ChangeWriter.projection(DEFERRED, session.send("commit")));
        return sent;
    }

    @Override
    public void writeOrUndo(BatchChanges changes) {
        try {
            session.slowRoundTrip(() -> {
                List<Future<?>> sent = release();
                sent.add(session.send("savepoint command"));
                sent.addAll(writing.sendApart(changes));
                // a deferred one would fail the batch's commit
                sent.add(ChangeWriter.projection(DEFERRED, session.send("set constraints all immediate")));
                return Future.all(sent);
            });
            savepoint = true;
            shapes.add(changes.readModels());
        } catch (StatementFailed refused) {
            session.wave(() -> session.send("rollback to savepoint command"));
            savepoint = true;
            throw refused;
        }
    }

    /** The savepoint before goes with the wave behind it: until that wave is known to have gone well, it is needed. */
    private List<Future<?>> release() {
        List<Future<?>> sent = new ArrayList<>();
        if (savepoint) {
            savepoint = false;
            sent.add(session.send("release savepoint command"));
        }
        return sent;
    }

    @Override
    public void rollback() {
        savepoint = false;
        session.wave(() -> session.send("rollback"));
    }

    @Override
    public HistoryIdentity history() {
        return session.wave(() -> session.send(sql.history, Tuple.tuple()).map(answers::history));
    }

    @Override
    public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions) {
        return session.wave(() -> session.send(sql.partitionProgress, parameters.integers(partitions))
                .map(answers::progress));
    }

    @Override
    public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
        return session.wave(() ->
                session.send(sql.parkedCounts, parameters.integers(partitions)).map(answers::counts));
    }

    @Override
    public List<StreamId> parkedUnderOthers(
            Collection<Integer> partitions, String domainsHash, String after, int most) {
        Tuple page = parameters.integers(partitions).addString(domainsHash).addString(after);
        return session.wave(
                () -> session.send(sql.parkedUnderOthers, page.addInteger(most)).map(answers::names));
    }

    @Override
    public void setBack(int partition, PartitionProgress read, long offset, String topic) {
        session.wave(() -> session.send(sql.setBack, Tuple.of(partition, read.nextOffset(), offset, topic)));
    }

    @Override
    public List<StoredEvent> eventsBetween(int partition, long after, long to) {
        return session.wave(() -> session.send(sql.eventsBetween, Tuple.of(partition, after, to, PAGE))
                .map(answers::events));
    }

    @Override
    public long roundTrips() {
        return session.roundTrips();
    }

    @Override
    public void close() {
        session.close();
    }
}

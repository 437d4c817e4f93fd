package io.spanwire.projections.journal;

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
 *       when a statement fails, PostgreSQL refuses the rest and turns the commit into a rollback.
 * </ol>
 *
 * Events get positions from the locked partition rows, so positions are dense and in commit order; a sequence would hand
 * out numbers in one order and commit them in another. The number of waves does not depend on the size of the batch.
 */
public final class PostgresJournal implements Journal {
    private static final int PAGE = 500;

    private final Statements sql = new Statements();
    private final Session session;
    private final Answers answers = new Answers();
    private final Parameters parameters = new Parameters();

    public PostgresJournal(Session session) {
        this.session = session;
    }

    @Override
    public Opening open(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> streams) {
        return session.wave(() -> {
            var unused = session.send("begin");
            Future<RowSet<Row>> claim = session.send(sql.claim, parameters.integers(partitions));
            Future<RowSet<Row>> known = session.send(sql.knownOutcomes, parameters.uuids(commands));
            Future<RowSet<Row>> found =
                    streams.isEmpty() ? Future.succeededFuture() : session.send(sql.streams, parameters.texts(streams));
            return Future.all(claim, known, found)
                    .map(all -> new Opening(
                            answers.progress(claim.result()),
                            answers.outcomes(known.result()),
                            streams.isEmpty() ? Map.of() : answers.streams(found.result())));
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
    public void commit(Changes changes, Map<Integer, Progress> progress) {
        session.wave(() -> {
            List<Future<?>> sent = write(changes);
            sent.add(session.send(sql.advance, parameters.progress(progress)));
            sent.add(session.send("commit"));
            return Future.all(sent);
        });
    }

    @Override
    public void writeOrUndo(Changes changes) {
        try {
            session.wave(() -> {
                List<Future<?>> sent = new ArrayList<>();
                sent.add(session.send("savepoint command"));
                sent.addAll(write(changes));
                sent.add(session.send("release savepoint command"));
                return Future.all(sent);
            });
        } catch (StatementFailed refused) {
            session.wave(() -> session.send("rollback to savepoint command"));
            throw refused;
        }
    }

    @Override
    public void rollback() {
        session.wave(() -> session.send("rollback"));
    }

    @Override
    public Map<Integer, Progress> wherePartitionsStand(Collection<Integer> partitions) {
        return session.wave(() -> session.send(sql.wherePartitionsStand, parameters.integers(partitions))
                .map(answers::progress));
    }

    @Override
    public void setBack(int partition, Progress read, long offset, String topic) {
        session.wave(() -> session.send(sql.setBack, Tuple.of(partition, read.nextOffset(), offset, topic)));
    }

    @Override
    public List<StoredEvent> eventsBetween(int partition, long after, long to) {
        return session.wave(() -> session.send(sql.eventsBetween, Tuple.of(partition, after, to, PAGE))
                .map(answers::events));
    }

    @Override
    public long waves() {
        return session.waves();
    }

    @Override
    public void close() {
        session.close();
    }

    private List<Future<?>> write(Changes changes) {
        List<Future<?>> sent = new ArrayList<>();
        if (!changes.events().isEmpty()) {
            sent.add(session.send(sql.insertEvents, parameters.events(changes.events())));
            sent.add(session.send(sql.upsertStreams, parameters.streams(changes.streams())));
        }
        if (!changes.outcomes().isEmpty()) {
            sent.add(session.send(sql.insertOutcomes, parameters.outcomes(changes.outcomes())));
        }
        if (!changes.parked().isEmpty()) {
            sent.add(session.sendEach(sql.parkRecord, parameters.parked(changes.parked())));
        }
        changes.readModels()
                .forEach(stage -> sent.add(
                        stage.statement().columnar()
                                ? session.send(stage.statement().sql(), Columns.ofStage(stage))
                                : session.sendEach(stage.statement().sql(), Columns.rowsOf(stage))));
        return sent;
    }
}

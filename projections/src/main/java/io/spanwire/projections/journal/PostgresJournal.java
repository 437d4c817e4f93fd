package io.spanwire.projections.journal;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The journal in PostgreSQL. {@link PostgresTransaction} describes its transaction. */
public final class PostgresJournal implements Journal {
    private static final int PAGE = 500;

    private final JournalStatements sql = new JournalStatements();
    private final PipelinedConnection connection;
    private final RowMappers mappers = new RowMappers();
    private final StatementParameters parameters = new StatementParameters();
    private final ChangeWriter writer;
    private final SentShapes shapes = new SentShapes();

    public PostgresJournal(PipelinedConnection connection) {
        this.connection = connection;
        this.writer = new ChangeWriter(sql, connection, parameters);
    }

    @Override
    public <T> T inTransaction(Function<JournalTransaction, T> work) {
        PostgresTransaction transaction = new PostgresTransaction(connection, sql, mappers, parameters, writer, shapes);
        try {
            return work.apply(transaction);
        } catch (DecidedBefore repeated) {
            throw repeated;
        } catch (DatabaseUnavailable unavailable) {
            transaction.connectionLost();
            throw unavailable;
        } finally {
            transaction.rollbackUnlessEnded();
        }
    }

    @Override
    public HistoryIdentity history() {
        return connection.roundTrip(
                () -> connection.send(SPANWIRE, sql.history, Tuple.tuple()).map(mappers::history));
    }

    @Override
    public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions) {
        return connection.roundTrip(() -> connection
                .send(SPANWIRE, sql.partitionProgress, parameters.integers(partitions))
                .map(mappers::progress));
    }

    @Override
    public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
        return connection.roundTrip(() -> connection
                .send(SPANWIRE, sql.parkedCounts, parameters.integers(partitions))
                .map(mappers::counts));
    }

    @Override
    public List<StreamId> parkedUnderOthers(Collection<Integer> partitions, String domainsHash, String after, int max) {
        Tuple page = parameters.integers(partitions).addString(domainsHash).addString(after);
        return connection.roundTrip(() -> connection
                .send(SPANWIRE, sql.parkedUnderOthers, page.addInteger(max))
                .map(mappers::names));
    }

    @Override
    public void rewind(int partition, PartitionProgress read, long offset, String topic) {
        connection.roundTrip(
                () -> connection.send(SPANWIRE, sql.rewind, Tuple.of(partition, read.nextOffset(), offset, topic)));
    }

    @Override
    public List<StoredEvent> eventsBetween(int partition, long after, long to) {
        List<StoredEvent> rows = connection.roundTrip(() -> connection
                .send(SPANWIRE, sql.eventsBetween, Tuple.of(partition, after, to, PAGE))
                .map(mappers::events));
        boolean dense = !rows.isEmpty() && rows.get(rows.size() - 1).position() == after + rows.size();
        return dense ? rows : withArchived(partition, after, Math.min(to, after + PAGE), rows);
    }

    /** Events are published before they are archived, so this is rare: the events topic was deleted. */
    private List<StoredEvent> withArchived(int partition, long after, long to, List<StoredEvent> rows) {
        SortedMap<Long, StoredEvent> events = new TreeMap<>();
        ArchivedPositions.read(connection, partition, after, to)
                .forEach(found -> events.put(
                        found.event().position(),
                        new StoredEvent(
                                found.stream(),
                                found.event().version(),
                                found.event().position(),
                                found.event().text(),
                                found.event().secret())));
        rows.stream().filter(event -> event.position() <= to).forEach(event -> events.put(event.position(), event));
        return List.copyOf(events.values());
    }

    @Override
    public long roundTrips() {
        return connection.roundTrips();
    }

    @Override
    public void close() {
        connection.close();
    }
}

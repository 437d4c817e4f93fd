package io.spanwire.projections.reaction;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.OpenedTexts;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.journal.TimerRow;
import io.spanwire.projections.journal.TimerSealer;
import io.spanwire.projections.journal.TimerWriter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The tables of reactions and timers, and the history, in the database. One thread; each call blocks. After
 * {@link io.spanwire.projections.journal.DatabaseUnavailable} the connection cannot be used any more.
 */
final class ReactionTables implements AutoCloseable {
    private static final Sql POSITIONS = load("positions.sql");
    private static final Sql PARKED = load("parked.sql");
    private static final Sql ADVANCE = load("advance.sql");
    private static final Sql MOVE_ON = load("move-on.sql");
    private static final Sql PARK = load("park.sql");
    private static final Sql PARK_AGAIN = load("park-again.sql");
    private static final Sql UNPARK = load("unpark.sql");
    private static final Sql DUE = load("due.sql");
    private static final Sql EARLIEST = load("earliest.sql");
    private static final Sql COUNT = load("count-timers.sql");
    private static final Sql DELETE = load("delete-timers.sql");

    private final PipelinedConnection connection;
    private final PostgresJournal journal;

    ReactionTables(PipelinedConnection connection) {
        this.connection = connection;
        this.journal = new PostgresJournal(connection);
    }

    private static Sql load(String resource) {
        return Sql.beside(ReactionTables.class, resource);
    }

    PipelinedConnection connection() {
        return connection;
    }

    /** How far a reaction is in a partition. */
    record Position(String reaction, int partition, long position) {}

    /** A timer whose time has come. */
    record Due(
            String stream,
            String owner,
            String name,
            Instant due,
            UUID id,
            StreamId target,
            String command,
            String data,
            Cause cause) {}

    List<Position> positions(Collection<String> reactions, Collection<Integer> partitions) {
        Tuple wanted = Tuple.from(List.of(reactions.toArray(String[]::new), integers(partitions)));
        return query(
                POSITIONS,
                wanted,
                row -> new Position(row.getString("reaction"), row.getInteger("partition"), row.getLong("position")));
    }

    List<ParkedEvents> parked(Collection<Integer> partitions) {
        return query(
                PARKED,
                Tuple.from(List.of((Object) integers(partitions))),
                row -> new ParkedEvents(
                        row.getString("reaction"),
                        StreamId.parse(row.getString("stream")),
                        row.getInteger("partition"),
                        row.getLong("version"),
                        row.getLong("last"),
                        row.getLong("waiting"),
                        row.getString("domains"),
                        Optional.ofNullable(row.getString("verb")).map(ParkedEvents.Order::of)));
    }

    /** A page of a partition's events behind a position, opened, by position; each with its text. */
    Map<StoredEvent, String> eventsAfter(int partition, long position, long head) {
        List<StoredEvent> events = journal.eventsBetween(partition, position, head);
        OpenedTexts texts = OpenedTexts.ofStored(connection, events);
        Map<StoredEvent, String> opened = new LinkedHashMap<>();
        events.forEach(event -> opened.put(event, texts.body(event)));
        return opened;
    }

    /** The opened texts of a stream's events from a version on, at most {@code max}, by version. */
    Map<Long, String> eventsFrom(StreamId stream, long version, int max) {
        return journal.inTransaction(transaction -> transaction.eventsAfter(stream, version - 1, max));
    }

    /** What a reaction has done with a part of its events. */
    record Progress(List<ParkedRow> parked, List<TimerRow> timers) {}

    /** Events of a stream that wait from now on. */
    record ParkedRow(ParkedEvents events, String reason) {}

    /**
     * Stores that a reaction has moved on, in one transaction.
     *
     * @throws io.spanwire.projections.journal.ClaimLost when it is not where it was expected; nothing is stored
     */
    void advance(Position expected, long position, Progress progress) {
        inTransaction(() -> {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(connection.send(
                    SPANWIRE,
                    ADVANCE,
                    Tuple.of(expected.reaction(), expected.partition(), expected.position(), position)));
            if (!progress.parked().isEmpty()) {
                sent.add(connection.send(SPANWIRE, PARK, parked(progress.parked())));
            }
            sent.addAll(TimerWriter.send(connection, progress.timers()));
            return sent;
        });
    }

    /** Stores that reactions have moved on past events without an effect, where they are as expected. */
    void moveOn(List<Position> expected, List<Long> positions) {
        String[] reactions = expected.stream().map(Position::reaction).toArray(String[]::new);
        Integer[] partitions = expected.stream().map(Position::partition).toArray(Integer[]::new);
        Long[] before = expected.stream().map(Position::position).toArray(Long[]::new);
        Tuple moves = Tuple.from(List.of(reactions, partitions, before, positions.toArray(Long[]::new)));
        connection.roundTrip(() -> connection.send(SPANWIRE, MOVE_ON, moves));
    }

    /** Stores that events that waited were reacted to: all of them. */
    void unpark(ParkedEvents events, List<TimerRow> timers) {
        inTransaction(() -> {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(connection.send(
                    SPANWIRE,
                    UNPARK,
                    Tuple.of(events.reaction(), events.stream().toString(), events.version())));
            sent.addAll(TimerWriter.send(connection, timers));
            return sent;
        });
    }

    /** Stores that events that waited were reacted to, up to one at which the reaction has failed again. */
    void parkAgain(ParkedEvents before, ParkedRow after, List<TimerRow> timers) {
        inTransaction(() -> {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(connection.send(
                    SPANWIRE,
                    PARK_AGAIN,
                    Tuple.of(
                            before.reaction(),
                            before.stream().toString(),
                            before.version(),
                            after.events().version(),
                            after.events().waiting(),
                            after.reason(),
                            after.events().domains())));
            sent.addAll(TimerWriter.send(connection, timers));
            return sent;
        });
    }

    /** When a statement fails, the caller closes the connection, and with it the transaction. */
    private void inTransaction(Supplier<List<Future<?>>> statements) {
        connection.roundTrip(() -> {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(connection.send(SPANWIRE, "begin", "begin"));
            sent.addAll(statements.get());
            sent.add(connection.send(SPANWIRE, "commit", "commit"));
            return Future.all(sent);
        });
    }

    private static Tuple parked(List<ParkedRow> rows) {
        int size = rows.size();
        String[] reactions = new String[size];
        String[] streams = new String[size];
        Integer[] partitions = new Integer[size];
        Long[] versions = new Long[size];
        Long[] last = new Long[size];
        Long[] waiting = new Long[size];
        String[] reasons = new String[size];
        String[] domains = new String[size];
        for (int i = 0; i < size; i++) {
            ParkedEvents events = rows.get(i).events();
            reactions[i] = events.reaction();
            streams[i] = events.stream().toString();
            partitions[i] = events.partition();
            versions[i] = events.version();
            last[i] = events.last();
            waiting[i] = events.waiting();
            reasons[i] = rows.get(i).reason();
            domains[i] = events.domains();
        }
        return Tuple.from(List.of(reactions, streams, partitions, versions, last, waiting, reasons, domains));
    }

    /** Timers that are due, the oldest first, at most {@code max}. */
    List<Due> due(Collection<Integer> partitions, Instant now, int max) {
        Tuple wanted = Tuple.of(integers(partitions), now.atOffset(ZoneOffset.UTC), max);
        List<Row> rows = query(DUE, wanted, row -> row);
        OpenedTexts opened = OpenedTexts.ofRows(connection, rows);
        List<Due> due = new ArrayList<>(rows.size());
        rows.forEach(row -> due.add(due(row, opened)));
        return due;
    }

    private static Due due(Row row, OpenedTexts opened) {
        return new Due(
                row.getString("stream"),
                row.getString("owner"),
                row.getString("name"),
                row.getOffsetDateTime("due").toInstant(),
                row.getUUID("id"),
                StreamId.parse(row.getString("target")),
                row.getString("command"),
                TimerSealer.data(opened.body(row)),
                new Cause(row.getUUID("correlation"), row.getString("causation"), row.getInteger("depth")));
    }

    /** When the next timer is due. */
    Optional<Instant> earliest(Collection<Integer> partitions) {
        return query(
                        EARLIEST,
                        Tuple.from(List.of((Object) integers(partitions))),
                        row -> Optional.ofNullable(row.getOffsetDateTime("due")))
                .get(0)
                .map(due -> due.toInstant());
    }

    long count(Collection<Integer> partitions) {
        return query(COUNT, Tuple.from(List.of((Object) integers(partitions))), row -> row.getLong("timers"))
                .get(0);
    }

    /** Deletes timers that were sent, unless they were set again meanwhile. */
    void delete(List<Due> sent) {
        String[] streams = sent.stream().map(Due::stream).toArray(String[]::new);
        String[] owners = sent.stream().map(Due::owner).toArray(String[]::new);
        String[] names = sent.stream().map(Due::name).toArray(String[]::new);
        UUID[] ids = sent.stream().map(Due::id).toArray(UUID[]::new);
        Tuple timers = Tuple.from(List.of(streams, owners, names, ids));
        connection.roundTrip(() -> connection.send(SPANWIRE, DELETE, timers));
    }

    private <T> List<T> query(Sql sql, Tuple parameters, Function<Row, T> mapper) {
        RowSet<Row> rows = connection.roundTrip(() -> connection.send(SPANWIRE, sql, parameters));
        List<T> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(mapper.apply(row)));
        return found;
    }

    private static Integer[] integers(Collection<Integer> values) {
        return values.toArray(Integer[]::new);
    }

    @Override
    public void close() {
        connection.close();
    }
}

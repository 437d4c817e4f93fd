package io.spanwire.projections.rebuild;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ArchivedPositions;
import io.spanwire.projections.journal.OpenedTexts;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementAuthor;
import io.spanwire.projections.project.BulkStatement;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stored events of one projection, and the statements that they become. Thread-safe. */
final class FillSource {
    private static final Sql EVENTS = Sql.beside(FillSource.class, "events.sql");

    private final Domains domains;
    private final Projector projector;
    private final Set<String> types;

    FillSource(Domains domains, Projection projection) {
        this.domains = domains;
        this.projector = new Projector(projection);
        this.types = Set.copyOf(domains.eventTypes(projection));
    }

    /** A part of a partition: its events, the length of their texts together, and whether some of them are archived. */
    record Page(List<FillEvent> events, long characters, boolean archived) {}

    /** Reads the events of a range of positions, in order. Throws {@link FillFailed} when one cannot be read. */
    Page read(PipelinedConnection connection, int partition, long after, long to) {
        Tuple range = Tuple.of(partition, after, to).addArrayOfString(types.toArray(String[]::new));
        List<Row> rows = connection.roundTrip(
                () -> connection.send(StatementAuthor.SPANWIRE, EVENTS, range).map(found -> found.stream()
                        .toList()));
        OpenedTexts opened = OpenedTexts.ofRows(connection, rows);
        SortedMap<Long, FillEvent> events = new TreeMap<>();
        long characters = 0;
        for (Row row : rows) {
            String body = opened.body(row);
            characters += body.length();
            add(events, new Place(partition, row.getLong("position")), row.getString("stream"), body);
        }
        List<ArchivedPositions.Found> found = ArchivedPositions.read(connection, partition, after, to);
        OpenedTexts archivedTexts = OpenedTexts.ofArchived(
                connection, found.stream().map(ArchivedPositions.Found::event).toList());
        for (ArchivedPositions.Found archived : found) {
            if (types.contains(archived.event().type())
                    && !events.containsKey(archived.event().position())) {
                String body = archivedTexts.body(archived.event());
                characters += body.length();
                add(
                        events,
                        new Place(partition, archived.event().position()),
                        archived.stream().toString(),
                        body);
            }
        }
        return new Page(List.copyOf(events.values()), characters, !found.isEmpty());
    }

    private record Place(int partition, long position) {}

    /** The statements for these events. Throws {@link FillFailed} when the projection throws for one of them. */
    List<BulkStatement> statements(List<FillEvent> events) {
        try {
            return projector.plan(
                    events.stream().<RecordedEvent<?>>map(FillEvent::recorded).toList());
        } catch (ProjectionFailed failed) {
            throw new FillFailed(failed.reason(), failed);
        }
    }

    private void add(SortedMap<Long, FillEvent> events, Place place, String name, String body) {
        events.put(place.position(), event(place, StreamId.parse(name), body));
    }

    private FillEvent event(Place place, StreamId stream, String body) {
        StreamType<?> type = domains.streamType(stream.type())
                .orElseThrow(() -> new IllegalStateException("Only events of known stream types are read"));
        try {
            RecordedEvent<?> recorded = HistoryDeserializer.event(type, body);
            return new FillEvent(place.partition(), place.position(), recorded);
        } catch (UnreadableHistory unreadable) {
            throw new FillFailed(stream + ": " + unreadable.reason(), unreadable);
        }
    }
}

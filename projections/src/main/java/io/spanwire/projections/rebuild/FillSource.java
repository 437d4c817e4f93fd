package io.spanwire.projections.rebuild;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.OpenedRows;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementAuthor;
import io.spanwire.projections.project.BulkStatement;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The stored events of one projection, and the statements that they become. Thread-safe. */
final class FillSource {
    private static final Sql EVENTS = Sql.beside(FillSource.class, "events.sql");

    private final Domains domains;
    private final Projector projector;
    private final String[] types;

    FillSource(Domains domains, Projection projection) {
        this.domains = domains;
        this.projector = new Projector(projection);
        this.types = domains.eventTypes(projection).toArray(String[]::new);
    }

    /** A part of a partition: its events, and the length of their texts together. */
    record Page(List<FillEvent> events, long characters) {}

    /** Reads the events of a range of positions, in order. Throws {@link FillFailed} when one cannot be read. */
    Page read(PipelinedConnection connection, int partition, long after, long to) {
        Tuple range = Tuple.of(partition, after, to).addArrayOfString(types);
        List<Row> rows = connection.roundTrip(
                () -> connection.send(StatementAuthor.SPANWIRE, EVENTS, range).map(found -> found.stream()
                        .toList()));
        OpenedRows opened = OpenedRows.open(connection, rows);
        long characters =
                rows.stream().mapToLong(row -> row.getString("body").length()).sum();
        return new Page(
                rows.stream()
                        .map(row -> event(partition, row, opened.body(row)))
                        .toList(),
                characters);
    }

    /** The statements for these events. Throws {@link FillFailed} when the projection throws for one of them. */
    List<BulkStatement> statements(List<FillEvent> events) {
        try {
            return projector.plan(
                    events.stream().<RecordedEvent<?>>map(FillEvent::recorded).toList());
        } catch (ProjectionFailed failed) {
            throw new FillFailed(failed.reason(), failed);
        }
    }

    private FillEvent event(int partition, Row row, String body) {
        StreamId stream = StreamId.parse(row.getString("stream"));
        StreamType<?> type = domains.streamType(stream.type())
                .orElseThrow(() -> new IllegalStateException("Only events of known stream types are read"));
        try {
            RecordedEvent<?> recorded = HistoryDeserializer.event(type, body);
            return new FillEvent(partition, row.getLong("position"), recorded);
        } catch (UnreadableHistory unreadable) {
            throw new FillFailed(stream + ": " + unreadable.reason(), unreadable);
        }
    }
}

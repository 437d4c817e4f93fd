package io.spanwire.projections.journal;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The opened texts of stored events: of rows with a {@code body} and a {@code secret}, or of archived events. The keys of
 * sealed ones are read in one more round trip, whatever their number, and are not remembered.
 */
public final class OpenedTexts {
    private static final Sql KEYS = Sql.beside(OpenedTexts.class, "keys.sql");

    private final Map<Long, SubjectKey> keys;

    private OpenedTexts(Map<Long, SubjectKey> keys) {
        this.keys = keys;
    }

    /** Reads the keys that these rows need. */
    public static OpenedTexts ofRows(PipelinedConnection connection, Iterable<Row> rows) {
        TreeSet<Long> ids = new TreeSet<>();
        for (Row row : rows) {
            String body = row.getString("body");
            if (body.endsWith("\"}")) {
                ids.add(EventSeal.keyId(EventText.of(body)));
            }
        }
        return withKeys(connection, ids);
    }

    /** Reads the keys that these events need. */
    public static OpenedTexts ofArchived(PipelinedConnection connection, List<ArchivedEvent> events) {
        TreeSet<Long> ids = new TreeSet<>();
        events.forEach(event -> ids.add(EventSeal.keyId(event.text())));
        return withKeys(connection, ids);
    }

    /** Reads the keys that these events need. */
    public static OpenedTexts ofStored(PipelinedConnection connection, List<StoredEvent> events) {
        TreeSet<Long> ids = new TreeSet<>();
        events.forEach(event -> ids.add(EventSeal.keyId(event.body())));
        return withKeys(connection, ids);
    }

    private static OpenedTexts withKeys(PipelinedConnection connection, Set<Long> ids) {
        ids.remove(0L);
        if (ids.isEmpty()) {
            return new OpenedTexts(Map.of());
        }
        Tuple wanted = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
        RowSet<Row> found = connection.roundTrip(() -> connection.send(StatementAuthor.SPANWIRE, KEYS, wanted));
        return new OpenedTexts(RowMappers.keys(found));
    }

    /** The text of one of the rows. */
    public String body(Row row) {
        String body = row.getString("body");
        if (!body.endsWith("\"}")) {
            return body;
        }
        EventText text = EventText.of(body);
        return EventSeal.open(text, keys.get(EventSeal.keyId(text)), RowMappers.secret(row))
                .toString();
    }

    /** The text of one of the stored events. */
    public String body(StoredEvent event) {
        return EventSeal.open(event.body(), keys.get(EventSeal.keyId(event.body())), event.secret())
                .toString();
    }

    /** The text of one of the archived events. */
    public String body(ArchivedEvent event) {
        return EventSeal.open(event.text(), keys.get(EventSeal.keyId(event.text())), event.secret())
                .toString();
    }
}

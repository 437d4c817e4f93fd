package io.spanwire.projections.journal;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.TreeSet;

/**
 * The opened texts of events: rows with a {@code body} and a {@code secret}. The keys of sealed ones are read in one more
 * round trip, whatever their number, and are not remembered.
 */
public final class OpenedRows {
    private static final Sql KEYS = Sql.beside(OpenedRows.class, "keys.sql");

    private final Map<Long, SubjectKey> keys;

    private OpenedRows(Map<Long, SubjectKey> keys) {
        this.keys = keys;
    }

    /** Reads the keys that these rows need. */
    public static OpenedRows open(PipelinedConnection connection, Iterable<Row> rows) {
        TreeSet<Long> ids = new TreeSet<>();
        for (Row row : rows) {
            String body = row.getString("body");
            if (body.endsWith("\"}")) {
                ids.add(EventSeal.keyId(EventText.of(body)));
            }
        }
        ids.remove(0L);
        if (ids.isEmpty()) {
            return new OpenedRows(Map.of());
        }
        Tuple wanted = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
        RowSet<Row> found = connection.roundTrip(() -> connection.send(StatementAuthor.SPANWIRE, KEYS, wanted));
        return new OpenedRows(RowMappers.keys(found));
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
}

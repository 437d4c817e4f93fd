package io.spanwire.projections.transfer;

import io.spanwire.projections.exportfile.ExportedEvent;
import io.spanwire.projections.schema.JdbcDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comparison of a file's events with stored ones, many in one query. Blocking, one thread. */
final class StoredEvents implements AutoCloseable {
    private final JdbcDatabase tables;

    private record Key(String stream, long version) {}

    StoredEvents(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** @throws ImportRefused when one of these events is stored with another text, or not at all */
    void requireEqual(List<ExportedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<Key, String> stored = new HashMap<>();
        tables.query(
                "stored-events.sql",
                row -> stored.put(new Key(row.getString("stream"), row.getLong("version")), row.getString("body")),
                events.stream().map(event -> event.stream().toString()).toArray(String[]::new),
                events.stream().map(ExportedEvent::version).toArray(Long[]::new));
        for (ExportedEvent event : events) {
            if (!stored.containsKey(new Key(event.stream().toString(), event.version()))) {
                putArchived(stored, event);
            }
            if (!event.body().equals(stored.get(new Key(event.stream().toString(), event.version())))) {
                throw ImportRefused.otherEvent(event);
            }
        }
    }

    private void putArchived(Map<Key, String> stored, ExportedEvent missing) {
        String stream = missing.stream().toString();
        ArchivedLines.page(tables, stream, missing.version()).ifPresent(page -> page.events()
                .forEach(event -> stored.put(
                        new Key(stream, event.version()), event.text().toString())));
    }

    @Override
    public void close() {
        tables.close();
    }
}

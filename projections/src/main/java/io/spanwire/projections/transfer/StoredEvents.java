package io.spanwire.projections.transfer;

import io.spanwire.bus.personal.EventSeal;
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
        Map<Key, StoredTexts.Stored> stored = new HashMap<>();
        tables.query(
                "stored-events.sql",
                row -> stored.put(new Key(row.getString("stream"), row.getLong("version")), StoredTexts.Stored.of(row)),
                events.stream().map(event -> event.stream().toString()).toArray(String[]::new),
                events.stream().map(ExportedEvent::version).toArray(Long[]::new));
        for (ExportedEvent event : events) {
            if (!stored.containsKey(new Key(event.stream().toString(), event.version()))) {
                putArchived(stored, event);
            }
        }
        StoredTexts texts = StoredTexts.opened(tables, List.copyOf(stored.values()));
        for (ExportedEvent event : events) {
            StoredTexts.Stored found = stored.get(new Key(event.stream().toString(), event.version()));
            if (found == null || !isEqual(event, found, texts)) {
                throw ImportRefused.otherEvent(event);
            }
        }
    }

    private void putArchived(Map<Key, StoredTexts.Stored> stored, ExportedEvent missing) {
        String stream = missing.stream().toString();
        ArchivedLines.page(tables, stream, missing.version()).ifPresent(page -> page.events()
                .forEach(event -> stored.put(
                        new Key(stream, event.version()),
                        new StoredTexts.Stored(event.text().toString(), event.secret()))));
    }

    /** Personal data are compared unless they are forgotten in the file or in the history. */
    private static boolean isEqual(ExportedEvent event, StoredTexts.Stored found, StoredTexts texts) {
        String redacted = StoredTexts.redacted().text(found);
        return event.event()
                .personal()
                .map(personal -> {
                    String shown = texts.text(found);
                    return shown.equals(personal.clear())
                            || (shown.equals(redacted) && shown.equals(forgotten(event.body())));
                })
                .orElseGet(() -> event.body().equals(redacted));
    }

    private static String forgotten(String redactedBody) {
        return redactedBody.substring(0, redactedBody.length() - 1) + EventSeal.FORGOTTEN_END;
    }

    @Override
    public void close() {
        tables.close();
    }
}

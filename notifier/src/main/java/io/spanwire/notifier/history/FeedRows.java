package io.spanwire.notifier.history;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.notifier.personal.EventOpener;
import io.spanwire.notifier.personal.KeySource;
import io.spanwire.notifier.personal.StoredText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events in the rows of {@code feed-page.sql}, opened if they are sealed. */
final class FeedRows {
    private final EventOpener opener;

    FeedRows(KeySource keys) {
        this.opener = new EventOpener(keys);
    }

    /** What a row has of a partition. */
    Future<FeedMerge.Part> part(Row row, FeedRange.One wanted) {
        @Nullable Long[] positions = row.getArrayOfLongs("positions");
        int events = positions == null ? 0 : positions.length;
        long candidates = row.getLong("candidates");
        boolean isRead = candidates == events && candidates < wanted.share();
        long through = isRead || positions == null ? row.getLong("upto") : positions[events - 1];
        boolean isWhole = isRead && through >= wanted.last();
        Long reached = row.getLong("reached");
        long micros = isRead && reached != null ? reached : Long.MIN_VALUE;
        return opened(row, wanted.partition(), events)
                .map(opened -> new FeedMerge.Part(wanted.partition(), through, isWhole, micros, opened));
    }

    private Future<List<FeedEvent>> opened(Row row, int partition, int events) {
        if (events == 0) {
            return Future.succeededFuture(List.of());
        }
        Long[] positions = row.getArrayOfLongs("positions");
        Long[] times = row.getArrayOfLongs("times");
        String[] streams = row.getArrayOfStrings("streams");
        HistoryPage texts = new HistoryPage(1, events, row.getBuffer("lines").getBytes());
        List<FeedEvent> found = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            found.add(new FeedEvent(partition, positions[i], times[i], streams[i], texts.text(i + 1L)));
        }
        return open(found, secrets(row));
    }

    /** The events with opened texts. */
    Future<List<FeedEvent>> open(List<FeedEvent> events, Map<Long, EventSecret> secrets) {
        if (events.stream().noneMatch(event -> EventSeal.isSealed(event.text()))) {
            return Future.succeededFuture(events);
        }
        List<StoredText> stored = events.stream()
                .map(event -> new StoredText(event.text(), secrets.get(event.position())))
                .toList();
        return opener.open(stored).map(texts -> withTexts(events, texts));
    }

    private static List<FeedEvent> withTexts(List<FeedEvent> events, List<EventText> texts) {
        List<FeedEvent> opened = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            FeedEvent event = events.get(i);
            opened.add(
                    new FeedEvent(event.partition(), event.position(), event.micros(), event.stream(), texts.get(i)));
        }
        return opened;
    }

    private static Map<Long, EventSecret> secrets(Row row) {
        @Nullable Long[] sealed = row.getArrayOfLongs("sealed");
        if (sealed == null) {
            return Map.of();
        }
        Map<Long, EventSecret> secrets = new HashMap<>();
        Buffer[] found = row.getArrayOfBuffers("secrets");
        for (int i = 0; i < sealed.length; i++) {
            secrets.put(sealed[i], new EventSecret(found[i].getBytes()));
        }
        return secrets;
    }
}

package io.spanwire.notifier;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.history.FeedShares;
import io.spanwire.notifier.history.FeedSource;
import io.spanwire.notifier.history.FeedsInMemory;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.hub.EventSource;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * History and event source in memory: events are committed, and published or not. History can be made unavailable. One
 * lock makes it as consistent as a database.
 */
public final class InMemoryLog implements HistorySource, FeedSource, EventSource {
    public static final int PARTITIONS = 4;

    private final Partitioning partitioning = new Partitioning(PARTITIONS);
    private final Map<StreamId, List<StoredEvent>> streams = new HashMap<>();
    private final long[] heads = new long[PARTITIONS];
    private final Map<Integer, List<StoredEvent>> partitions = new HashMap<>();
    private final Map<StoredEvent, Long> times = new HashMap<>();
    private final int pageEvents;
    private final AtomicInteger pages = new AtomicInteger();
    private volatile String epoch = "epoch-1";
    private volatile boolean unavailable;
    private @Nullable Listener listener;

    public InMemoryLog(int pageEvents) {
        this.pageEvents = pageEvents;
    }

    /** Stores an event without publishing it. */
    public synchronized StoredEvent commit(StreamId stream, String data) {
        List<StoredEvent> events = streams.computeIfAbsent(stream, absent -> new ArrayList<>());
        long version = events.size() + 1L;
        long position = ++heads[partitioning.of(stream)];
        StoredEvent event = new StoredEvent(
                stream,
                version,
                position,
                "{\"source\":\"/streams/" + stream + "\",\"type\":\"" + type(data) + "\",\"version\":" + version
                        + ",\"data\":\"" + data + "\"}");
        events.add(event);
        partitions
                .computeIfAbsent(partitioning.of(stream), absent -> new ArrayList<>())
                .add(event);
        times.put(event, (long) times.size());
        return event;
    }

    private static String type(String data) {
        return data.startsWith("left") ? "chat.left" : "chat.said";
    }

    /** Publishes a stored event. */
    public synchronized void publish(StoredEvent event) {
        if (listener != null) {
            listener.onEvent(partitioning.of(event.stream()), event);
            listener.onBatchEnd();
        }
    }

    /** Stores and publishes an event. */
    public synchronized StoredEvent append(StreamId stream, String data) {
        StoredEvent event = commit(stream, data);
        publish(event);
        return event;
    }

    public int partition(StreamId stream) {
        return partitioning.of(stream);
    }

    /** Every read fails while this is set. */
    public void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    public void recreate(String newEpoch) {
        epoch = newEpoch;
    }

    /** Pages read so far. */
    public int pages() {
        return pages.get();
    }

    @Override
    public synchronized Future<StreamHead> head(StreamId stream) {
        return answer(new StreamHead(epoch, events(stream).size()));
    }

    @Override
    public synchronized Future<HistoryPage> page(StreamId stream, long after) {
        pages.incrementAndGet();
        List<String> texts = events(stream).stream()
                .skip(after)
                .limit(pageEvents)
                .map(event -> event.body().toString())
                .toList();
        byte[] lines = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
        return answer(texts.isEmpty() ? HistoryPage.EMPTY : new HistoryPage(after + 1, texts.size(), lines));
    }

    @Override
    public Future<HistoryPage> firstPage(StreamId stream, long after) {
        return page(stream, after);
    }

    @Override
    public synchronized Future<Map<Integer, Long>> lastPositions() {
        Map<Integer, Long> positions = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            positions.put(partition, heads[partition]);
        }
        return answer(positions);
    }

    @Override
    public synchronized Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to) {
        Map<StreamId, Long> changedStreams = new HashMap<>();
        streams.values().stream()
                .flatMap(List::stream)
                .filter(event -> partitioning.of(event.stream()) == partition)
                .filter(event -> event.position() >= from && event.position() <= to)
                .forEach(event -> changedStreams.merge(event.stream(), event.version(), Math::max));
        return answer(changedStreams);
    }

    @Override
    public synchronized Future<FeedToken> heads() {
        return answer(new FeedToken(feedEpoch(), heads.clone()));
    }

    @Override
    public synchronized Future<FeedToken> before(Instant time) {
        return answer(new FeedToken(feedEpoch(), new long[PARTITIONS]));
    }

    @Override
    public synchronized Future<FeedPage> page(FeedFilter filter, FeedToken after, FeedToken to, FeedShares shares) {
        pages.incrementAndGet();
        return answer(FeedsInMemory.page(filter, after, to, shares, partitions, times));
    }

    private UUID feedEpoch() {
        return UUID.nameUUIDFromBytes(epoch.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized Future<Void> start(Listener started) {
        listener = started;
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> close() {
        listener = null;
        return Future.succeededFuture();
    }

    /** Streams of one type that share a partition. */
    public Stream<StreamId> neighbours(StreamId stream) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> new StreamId(stream.type(), "neighbour-" + i))
                .filter(other -> partition(other) == partition(stream));
    }

    private List<StoredEvent> events(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    private <T> Future<T> answer(T value) {
        return unavailable
                ? Future.failedFuture(new IllegalStateException("unavailable"))
                : Future.succeededFuture(value);
    }
}

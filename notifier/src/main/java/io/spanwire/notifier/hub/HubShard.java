package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.cursor.RecentEvents;
import io.spanwire.notifier.cursor.RecentPositions;
import io.spanwire.notifier.history.FeedShares;
import io.spanwire.notifier.history.FeedSource;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.tail.HotTail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The subscriptions of one event loop, by stream. Announcing an event costs the reader thread one lookup, and one task
 * on the event loop notifies the subscribers of all streams announced since the last one. The queue contains each
 * stream at most once. Everything but {@link #newVersion} and {@link #notifySubscribers} belongs to the event loop.
 */
public final class HubShard {
    /** Between tries to read history. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Vertx vertx;
    private final Context context;
    final RecentEvents tail;
    final RecentPositions recent;
    final HistorySource history;
    final FeedSource feeds;
    private final FeedHeads heads;
    final int maxReadAttempts;
    private final int pageEvents;
    final HubMetrics metrics;
    final AccessWatches watches;
    private final ConcurrentMap<StreamId, StreamSubscribers> streams = new ConcurrentHashMap<>();
    private final Queue<StreamSubscribers> pending = new ConcurrentLinkedQueue<>();
    private final List<FeedSubscription> feedSubscriptions = new ArrayList<>();
    private final AtomicInteger openFeeds = new AtomicInteger();
    private final AtomicBoolean feedsChanged = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<Function<StoredEvent, Buffer>, EncodedEventCache> encoded = new HashMap<>();

    HubShard(
            Vertx vertx,
            HotTail tail,
            HistorySource history,
            FeedSource feeds,
            FeedHeads heads,
            HubSettings settings,
            HubMetrics metrics,
            AccessWatches watches) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.tail = tail;
        this.recent = tail;
        this.history = history;
        this.feeds = feeds;
        this.heads = heads;
        this.maxReadAttempts = settings.maxReadAttempts();
        this.pageEvents = settings.pageEvents();
        this.metrics = metrics;
        this.watches = watches;
    }

    /** Records a new version of the stream, for the next {@link #notifySubscribers}. Any thread. */
    void newVersion(StreamId stream, long version) {
        StreamSubscribers subscribers = streams.get(stream);
        if (subscribers != null && subscribers.newVersion(version)) {
            pending.add(subscribers);
        }
        if (openFeeds.get() > 0) {
            feedsChanged.set(true);
        }
    }

    /** Schedules one task that notifies the subscribers of all recorded streams. Any thread. */
    void notifySubscribers() {
        if ((!pending.isEmpty() || feedsChanged.get()) && scheduled.compareAndSet(false, true)) {
            context.runOnContext(now -> notifyPending());
        }
    }

    /** The cache of this event loop for one encoding; callers must pass the same function object every time. */
    public EncodedEventCache encoded(Function<StoredEvent, Buffer> encoding) {
        return encoded.computeIfAbsent(encoding, EncodedEventCache::new);
    }

    /** Forgets encoded events. Any thread. */
    void forgetEncoded() {
        runSoon(() -> encoded.values().forEach(EncodedEventCache::clear));
    }

    StreamSubscribers add(StreamId stream, Subscription subscription) {
        StreamSubscribers subscribers = streams.computeIfAbsent(stream, absent -> new StreamSubscribers());
        subscribers.add(subscription);
        metrics.subscriptions().incrementAndGet();
        return subscribers;
    }

    void remove(StreamId stream, StreamSubscribers subscribers, Subscription subscription) {
        subscribers.remove(subscription);
        if (subscribers.isEmpty()) {
            streams.remove(stream, subscribers);
        }
        metrics.subscriptions().decrementAndGet();
    }

    void add(FeedSubscription feed) {
        feedSubscriptions.add(feed);
        openFeeds.incrementAndGet();
        metrics.subscriptions().incrementAndGet();
    }

    void remove(FeedSubscription feed) {
        feedSubscriptions.remove(feed);
        openFeeds.decrementAndGet();
        metrics.subscriptions().decrementAndGet();
    }

    /** Tells a cursor how far the partitions go. */
    void raiseHeads(FeedCursor cursor) {
        heads.raise(cursor);
    }

    FeedShares feedShares() {
        return new FeedShares(heads.partitions(), pageEvents);
    }

    /** Runs the task on this shard's event loop. */
    public void runSoon(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    /** The same result, completed on this shard's event loop. */
    public <T> Future<T> onEventLoop(Future<T> result) {
        Promise<T> promise = Promise.promise();
        result.onComplete(ended -> runSoon(() -> promise.handle(ended)));
        return promise.future();
    }

    /** Runs the task on this shard's event loop after a delay. */
    public void runAfter(long millis, Runnable task) {
        vertx.setTimer(millis, late -> runSoon(task));
    }

    private void notifyPending() {
        scheduled.set(false);
        for (StreamSubscribers subscribers = pending.poll(); subscribers != null; subscribers = pending.poll()) {
            subscribers.notifySubscribers();
        }
        if (feedsChanged.getAndSet(false)) {
            List.copyOf(feedSubscriptions).forEach(FeedSubscription::run);
        }
    }
}

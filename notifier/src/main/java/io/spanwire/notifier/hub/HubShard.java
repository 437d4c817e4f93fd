package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.notifier.cursor.RecentEvents;
import io.spanwire.notifier.history.HistorySource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One event loop's part of the hub: who follows which stream there. Noticing an event costs the reader one lookup, and one
 * task on the event loop tells all followers of all streams noticed since the last one. The queue holds each followed
 * stream at most once. Everything but {@link #notice} and {@link #wake} belongs to the event loop.
 */
public final class HubShard {
    /** Between tries to read history. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Vertx vertx;
    private final Context context;
    private final RecentEvents tail;
    private final HistorySource history;
    private final int attempts;
    private final HubMetrics meters;
    private final ConcurrentMap<StreamId, StreamSubscribers> streams = new ConcurrentHashMap<>();
    private final Queue<StreamSubscribers> noticed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Map<Function<StoredEvent, String>, EventTextCache> texts = new HashMap<>();

    HubShard(Vertx vertx, RecentEvents tail, HistorySource history, int attempts, HubMetrics meters) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.tail = tail;
        this.history = history;
        this.attempts = attempts;
        this.meters = meters;
    }

    /** From any thread: this version of the stream exists. Followers are told at the next {@link #wake}. */
    void notice(StreamId stream, long version) {
        StreamSubscribers followers = streams.get(stream);
        if (followers != null && followers.notice(version)) {
            noticed.add(followers);
        }
    }

    /** From any thread: tells followers what was noticed, in one task however often it is called meanwhile. */
    void wake() {
        if (!noticed.isEmpty() && woken.compareAndSet(false, true)) {
            context.runOnContext(now -> tellAll());
        }
    }

    /** The events of this event loop's sockets in one format; give the same function object every time. */
    public EventTextCache texts(Function<StoredEvent, String> format) {
        return texts.computeIfAbsent(format, EventTextCache::new);
    }

    StreamSubscribers join(StreamId stream, Subscription subscription) {
        StreamSubscribers followers = streams.computeIfAbsent(stream, any -> new StreamSubscribers());
        followers.add(subscription);
        meters.subscribed();
        return followers;
    }

    void leave(StreamId stream, StreamSubscribers followers, Subscription subscription) {
        followers.remove(subscription);
        if (followers.isEmpty()) {
            streams.remove(stream, followers);
        }
        meters.unsubscribed();
    }

    /** Runs on this shard's event loop, soon. */
    public void later(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    /** The same answer, but completed on this shard's event loop. */
    public <T> Future<T> here(Future<T> answer) {
        Promise<T> promise = Promise.promise();
        answer.onComplete(ended -> later(() -> promise.handle(ended)));
        return promise.future();
    }

    /** Runs on this shard's event loop after a while. */
    public void after(long millis, Runnable task) {
        vertx.setTimer(millis, late -> later(task));
    }

    RecentEvents tail() {
        return tail;
    }

    HistorySource history() {
        return history;
    }

    int attempts() {
        return attempts;
    }

    HubMetrics meters() {
        return meters;
    }

    private void tellAll() {
        woken.set(false);
        for (StreamSubscribers followers = noticed.poll(); followers != null; followers = noticed.poll()) {
            followers.tell();
        }
    }
}

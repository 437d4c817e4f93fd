package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.Cursor;
import io.spanwire.notifier.cursor.CursorStep;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.history.HistoryPage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Cursor}: performs its steps and runs it again when something changes. Registered with its shard
 * before the head is read, so that no commit in between is missed. Belongs to its shard's event loop; holds at most one
 * page of history and the one read ahead.
 */
public final class Subscription implements OpenSubscription, PageHolder {
    /** Events written in one run before other subscriptions run. */
    private static final int BURST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final HubShard shard;
    private final StreamId stream;
    private final SubscriptionSink sink;
    private final PageReadLock pageLock;
    private final StreamSubscribers subscribers;
    private final PageReader pages;
    private HistoryPage page = HistoryPage.EMPTY;
    private @Nullable Cursor cursor;
    private int maxAttempts;
    private boolean stopped;
    private boolean running;

    /** Index in its {@link StreamSubscribers}, which maintains it. */
    int slot;

    /** A subscription that is notified from now on, and starts with {@link #run} once it is open. */
    public Subscription(HubShard shard, StreamId stream, SubscriptionSink sink, PageReadLock pageLock) {
        this.shard = shard;
        this.stream = stream;
        this.sink = sink;
        this.pageLock = pageLock;
        this.maxAttempts = shard.maxReadAttempts;
        this.pages = new PageReader(shard, stream);
        this.subscribers = shard.add(stream, this);
    }

    /** Fails after the first failed read, for callers that wait for a response. */
    public Subscription failFast() {
        maxAttempts = 1;
        return this;
    }

    /**
     * Reads the stream's head and determines the first version. Completes on the shard's event loop; nothing is written
     * before {@link #run}. When history cannot be read it fails and the subscription is stopped.
     *
     * @param follow whether to continue with new events; else the subscription ends at the current head
     */
    public Future<SubscribeResult> open(StartPoint after, Optional<String> epoch, boolean follow) {
        return shard.onEventLoop(shard.history.head(stream))
                .map(head -> start(head, after, epoch, follow))
                .onFailure(failed -> stop());
    }

    @Override
    public void run() {
        if (cursor == null || stopped || running) {
            return;
        }
        running = true;
        try {
            runBurst(cursor);
        } catch (RuntimeException bug) {
            LOG.error("subscription failed stream={}", stream, bug);
            fail(Problems.INTERNAL);
        } finally {
            running = false;
        }
    }

    @Override
    public void releasePage() {
        if (cursor != null && (cursor.holdsPage() || pages.isAhead())) {
            cursor.releasePage();
            dropPages();
        }
    }

    @Override
    public void stop() {
        if (!stopped) {
            stopped = true;
            shard.remove(stream, subscribers, this);
            dropPages();
        }
    }

    void newVersion(long version) {
        if (cursor != null) {
            cursor.raiseHead(version);
            run();
        }
    }

    @Override
    public void lockAcquired() {
        shard.runSoon(this::readPage);
    }

    private SubscribeResult start(StreamHead head, StartPoint after, Optional<String> epoch, boolean follow) {
        long first = after.version(head.version());
        if (first > head.version() || !epoch.orElse(head.epoch()).equals(head.epoch())) {
            stop();
            return new SubscribeResult.OtherEpoch(head);
        }
        if (follow) {
            cursor = Cursor.following(stream, first, head.version());
            cursor.raiseHead(subscribers.newest());
        } else {
            cursor = Cursor.replaying(stream, first, head.version());
        }
        return new SubscribeResult.Started(head);
    }

    private void runBurst(Cursor cursor) {
        long from = cursor.next();
        int steps = 0;
        while (!stopped && steps < BURST && perform(cursor, cursor.step(shard.tail, sink.isFull()))) {
            steps++;
        }
        shard.metrics.delivered().increment((double) (cursor.next() - from));
        if (steps == BURST) {
            shard.runSoon(this::run);
        }
        if (!stopped) {
            sink.idle();
        }
    }

    private void fail(Problem problem) {
        if (!stopped) {
            stop();
            sink.failed(problem);
        }
    }

    /** True when the caller should step again at once. */
    private boolean perform(Cursor cursor, CursorStep step) {
        if (step instanceof CursorStep.Send send) {
            sink.event(send.event());
            if (pageLock.isHeldBy(this)) {
                dropPages();
            }
            return true;
        }
        if (step instanceof CursorStep.SendPage send) {
            sendPage(cursor, send);
            return true;
        }
        if (step instanceof CursorStep.CaughtUp caughtUp) {
            sink.caughtUp(caughtUp.version());
            return true;
        }
        if (step instanceof CursorStep.Read && pageLock.tryAcquire(this)) {
            readPage();
            return cursor.holdsPage();
        }
        if (step == CursorStep.Idle.ENDED) {
            stop();
            sink.ended();
        }
        return false;
    }

    private void sendPage(Cursor cursor, CursorStep.SendPage send) {
        long last = page.last();
        boolean continues = needsPageAfter(cursor, last) && sink.limit() > last - send.from() + 1;
        cursor.pageSent(sink.page(page, send.from(), send.to()));
        if (continues && !stopped) {
            pages.readAhead(last);
        }
        if (!cursor.holdsPage()) {
            page = HistoryPage.EMPTY;
            if (!pages.isAhead()) {
                pageLock.release(this);
            }
        }
    }

    /** Other subscriptions that wait for the lock come first. */
    private boolean needsPageAfter(Cursor cursor, long version) {
        return cursor.needs(version + 1) && !pageLock.isContended() && shard.tail.find(stream, version + 1) == null;
    }

    private void dropPages() {
        page = HistoryPage.EMPTY;
        pages.forget();
        pageLock.release(this);
    }

    private void readPage() {
        if (cursor == null || stopped) {
            return;
        }
        pages.read(cursor.next() - 1).onComplete(this::pageArrived);
    }

    private void pageArrived(AsyncResult<HistoryPage> read) {
        if (cursor == null || stopped) {
            return;
        }
        if (read.succeeded()) {
            page = read.result();
            cursor.pageRead(page.first(), page.last());
        } else {
            cursor.readFailed();
        }
        if (!cursor.holdsPage()) {
            dropPages();
            retryLater(cursor);
        }
        run();
    }

    private void retryLater(Cursor cursor) {
        if (cursor.failures() >= maxAttempts) {
            fail(Problems.UNAVAILABLE);
            return;
        }
        shard.runAfter(HubShard.BACKOFF.pause(cursor.failures()).toMillis(), () -> {
            cursor.retry();
            run();
        });
    }
}

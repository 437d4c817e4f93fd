package io.spanwire.notifier.hub;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.cursor.FeedStep;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link FeedCursor}, as a {@link Subscription} does with its {@link io.spanwire.notifier.cursor.Cursor}.
 * Belongs to its shard's event loop; holds at most one page of history and the one read ahead.
 */
public final class FeedSubscription implements OpenSubscription, PageHolder {
    /** Steps of one run before other subscriptions run. */
    private static final int BURST = 256;

    private static final long RETRY_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(FeedSubscription.class);

    private final HubShard shard;
    private final FeedFilter filter;
    private final FeedSink sink;
    private final PageReadLock pageLock;
    private final FeedReader reader;
    private @Nullable FeedPage page;
    private @Nullable FeedCursor cursor;
    private int maxAttempts;
    private boolean stopped;
    private boolean running;
    private boolean asking;

    /**
     * A subscription that is notified from now on, and starts with {@link #run} once it is open.
     *
     * @param rules who may read the streams; empty when all may be read
     */
    public FeedSubscription(
            HubShard shard,
            FeedFilter filter,
            Optional<Function<StreamId, ReadCheck>> rules,
            FeedSink sink,
            PageReadLock pageLock) {
        this.shard = shard;
        this.filter = filter;
        this.sink = sink;
        this.pageLock = pageLock;
        this.maxAttempts = shard.maxReadAttempts;
        this.reader = new FeedReader(shard, filter, rules, this::permissionChanged);
        shard.add(this);
    }

    /** Fails after the first failed read, for callers that wait for a response. */
    public FeedSubscription failFast() {
        maxAttempts = 1;
        return this;
    }

    /** Applies other rules from now on, those of new claims. */
    public void permit(Optional<Function<StreamId, ReadCheck>> rules) {
        reader.permit(rules);
    }

    /**
     * Reads the heads and determines the start. Completes on the shard's event loop with the cursor, whose token is that
     * of the start; nothing is written before {@link #run}. Fails with the problem other-epoch when a token is not of this
     * history, or if history cannot be read; the subscription is stopped then.
     *
     * @param follow whether to continue with new events; else the subscription ends at the current heads
     */
    public Future<FeedCursor> open(FeedStart start, boolean follow) {
        return shard.onEventLoop(shard.feeds.heads().compose(heads -> start(start, heads)
                        .map(after ->
                                follow ? FeedCursor.following(after, heads) : FeedCursor.replaying(after, heads))))
                .onSuccess(opened -> cursor = opened)
                .onFailure(failed -> stop());
    }

    private Future<FeedToken> start(FeedStart start, FeedToken heads) {
        if (start instanceof FeedStart.Now) {
            return Future.succeededFuture(heads);
        }
        if (start instanceof FeedStart.After after) {
            return FeedCursor.isWithin(after.token(), heads)
                    ? Future.succeededFuture(after.token())
                    : Future.failedFuture(new ProblemException(Problems.OTHER_EPOCH));
        }
        return filter.since().equals(Instant.EPOCH)
                ? Future.succeededFuture(new FeedToken(heads.epoch(), new long[heads.partitions()]))
                : shard.feeds.before(filter.since());
    }

    @Override
    public void run() {
        if (cursor == null || stopped || running) {
            return;
        }
        running = true;
        try {
            shard.raiseHeads(cursor);
            runBurst(cursor);
        } catch (RuntimeException bug) {
            LOG.error("subscription failed feed={}", filter.feed(), bug);
            fail(Problems.INTERNAL);
        } finally {
            running = false;
        }
    }

    @Override
    public void releasePage() {
        if (cursor != null && (cursor.holdsPage() || reader.isAhead())) {
            cursor.releasePage();
            dropPages();
        }
    }

    /** A page that waits for a slow reader is read again if other parts of it may be read now. Any thread. */
    private void permissionChanged(StreamId stream) {
        shard.runSoon(() -> {
            FeedPage held = page;
            if (reader.mayBeAhead(stream) || (held != null && held.streams().contains(stream))) {
                releasePage();
                run();
            }
        });
    }

    @Override
    public void stop() {
        if (!stopped) {
            stopped = true;
            shard.remove(this);
            sink.stopped();
            reader.release();
            dropPages();
        }
    }

    @Override
    public void lockAcquired() {
        shard.runSoon(this::readPage);
    }

    private void runBurst(FeedCursor cursor) {
        int steps = 0;
        while (!stopped && steps < BURST && perform(cursor, cursor.step(shard.recent, sink.isFull()))) {
            steps++;
        }
        if (steps == BURST) {
            shard.runSoon(this::run);
        }
        if (!stopped) {
            sink.idle(cursor::token);
        }
    }

    /** True when the caller should step again at once. */
    private boolean perform(FeedCursor cursor, FeedStep step) {
        if (step instanceof FeedStep.Look look) {
            return look(cursor, look);
        }
        if (step instanceof FeedStep.SendPage send) {
            sendPage(cursor, send);
            return true;
        }
        if (step instanceof FeedStep.CaughtUp) {
            sink.caughtUp(cursor.token());
            return true;
        }
        if (step instanceof FeedStep.Read && pageLock.tryAcquire(this)) {
            readPage();
            return cursor.holdsPage();
        }
        if (step == FeedStep.Idle.ENDED) {
            stop();
            sink.ended();
        }
        return false;
    }

    private boolean look(FeedCursor cursor, FeedStep.Look look) {
        if (pageLock.isHeldBy(this)) {
            dropPages();
        }
        if (!filter.matches(look.event())) {
            cursor.passed(look.partition(), look.event().position());
            return true;
        }
        Future<Boolean> allowed = reader.mayRead(look.event().stream());
        if (!allowed.succeeded()) {
            reader.askAhead(cursor.token());
            runWhenKnown(allowed);
            return false;
        }
        cursor.passed(look.partition(), look.event().position());
        if (allowed.result()) {
            sink.event(look.event(), cursor::token);
            shard.metrics.delivered().increment();
        }
        return true;
    }

    private void runWhenKnown(Future<Boolean> allowed) {
        if (!asking) {
            asking = true;
            allowed.onSuccess(known -> shard.runSoon(this::runAgain))
                    .onFailure(unknown -> shard.runAfter(RETRY_MILLIS, this::runAgain));
        }
    }

    private void runAgain() {
        asking = false;
        run();
    }

    private void sendPage(FeedCursor cursor, FeedStep.SendPage send) {
        FeedPage held = page;
        if (held == null) {
            throw new IllegalStateException("The page is no longer in memory");
        }
        boolean continues = sink.limit() > held.events() - send.from()
                && !pageLock.isContended()
                && cursor.needsPageBehind(shard.recent);
        if (continues) {
            reader.readAhead(cursor);
        }
        int behind = sink.page(held, send.from(), before -> {
            cursor.pageSent(before);
            return cursor.token();
        });
        if (!stopped) {
            shard.metrics.delivered().increment((double) (behind - send.from()));
        }
        if (!cursor.holdsPage()) {
            page = null;
            if (!reader.isAhead()) {
                pageLock.release(this);
            }
        }
    }

    private void dropPages() {
        page = null;
        reader.forget();
        pageLock.release(this);
    }

    private void readPage() {
        if (cursor != null && !stopped) {
            reader.pageAfter(cursor).onComplete(this::pageArrived);
        }
    }

    private void pageArrived(AsyncResult<FeedPage> read) {
        if (cursor == null || stopped) {
            return;
        }
        if (read.succeeded()) {
            page = read.result();
            cursor.pageRead(read.result().positions());
        } else {
            LOG.debug("page not read feed={}", filter.feed(), read.cause());
            cursor.readFailed();
        }
        if (!cursor.holdsPage()) {
            dropPages();
            retryIfFailed(cursor);
        }
        run();
    }

    private void retryIfFailed(FeedCursor cursor) {
        if (cursor.failures() == 0) {
            return;
        }
        if (cursor.failures() >= maxAttempts) {
            fail(Problems.UNAVAILABLE);
            return;
        }
        shard.runAfter(HubShard.BACKOFF.pause(cursor.failures()).toMillis(), () -> {
            cursor.retry();
            run();
        });
    }

    private void fail(Problem problem) {
        if (!stopped) {
            stop();
            sink.failed(problem);
        }
    }
}

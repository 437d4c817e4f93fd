package io.spanwire.notifier.hub;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.Cursor;
import io.spanwire.notifier.cursor.CursorStep;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one {@link Cursor}: does what its steps say and wakes it when there is reason to. Registered with its shard
 * before the head is read, so that nothing committed in between is missed. Belongs to its shard's event loop; holds one
 * page of history at most.
 */
public final class Subscription {
    /** Events written in one go before others get their turn. */
    private static final int BURST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final HubShard shard;
    private final StreamId stream;
    private final EventSink sink;
    private final PageReadLock turn;
    private final StreamSubscribers followers;
    private @Nullable Cursor cursor;
    private int attempts;
    private boolean stopped;
    private boolean running;

    /** Where it stands among its followers; theirs to change. */
    int place;

    private Subscription(HubShard shard, StreamId stream, EventSink sink, PageReadLock turn) {
        this.shard = shard;
        this.stream = stream;
        this.sink = sink;
        this.turn = turn;
        this.attempts = shard.attempts();
        this.followers = shard.join(stream, this);
    }

    /** A subscription that notices from now on, and begins with {@link #run} once it is open. */
    public static Subscription register(HubShard shard, StreamId stream, EventSink sink, PageReadLock turn) {
        return new Subscription(shard, stream, sink, turn);
    }

    /** Makes it give up when history cannot be read once: for who waits for an answer now. */
    public Subscription impatient() {
        attempts = 1;
        return this;
    }

    /**
     * Reads where the stream is and decides where to begin. Completes on the shard's event loop; nothing is written before
     * {@link #run}. When history cannot be read it fails and is stopped.
     */
    public Future<SubscribeResult> open(StartPoint after, Optional<String> epoch) {
        return opened(after, epoch, true);
    }

    /** The same, ending at the stream's head as of now. */
    public Future<SubscribeResult> openBounded(StartPoint after, Optional<String> epoch) {
        return opened(after, epoch, false);
    }

    /** Does what there is to do. */
    public void run() {
        if (cursor == null || stopped || running) {
            return;
        }
        running = true;
        try {
            runBurst(cursor);
        } catch (RuntimeException broken) {
            LOG.error("subscription broken stream={}", stream, broken);
            giveUp(Problems.INTERNAL);
        } finally {
            running = false;
        }
    }

    /** Gives up the page it holds while its sink does not move; it is read again when needed. */
    public void releasePage() {
        if (cursor != null && cursor.holds()) {
            cursor.release();
            turn.release(this);
        }
    }

    /** Nothing is written after this. */
    public void stop() {
        if (!stopped) {
            stopped = true;
            shard.leave(stream, followers, this);
            turn.release(this);
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    public StreamId stream() {
        return stream;
    }

    void noticed(long version) {
        if (cursor != null) {
            cursor.noticed(version);
            run();
        }
    }

    void turnCame() {
        shard.later(this::readPage);
    }

    private Future<SubscribeResult> opened(StartPoint after, Optional<String> epoch, boolean follow) {
        return shard.here(shard.history().head(stream))
                .map(head -> begin(head, after, epoch, follow))
                .onFailure(refused -> stop());
    }

    private SubscribeResult begin(StreamHead head, StartPoint after, Optional<String> epoch, boolean follow) {
        long start = after.version(head.version());
        if (start > head.version() || !epoch.orElse(head.epoch()).equals(head.epoch())) {
            stop();
            return new SubscribeResult.OtherEpoch(head);
        }
        if (follow) {
            cursor = Cursor.following(stream, start, head.version());
            cursor.noticed(followers.newest());
        } else {
            cursor = Cursor.replaying(stream, start, head.version());
        }
        return new SubscribeResult.Begun(head);
    }

    private void runBurst(Cursor cursor) {
        long from = cursor.next();
        int steps = 0;
        while (!stopped && steps < BURST && perform(cursor, cursor.step(shard.tail(), sink.full()))) {
            steps++;
        }
        shard.meters().delivered(cursor.next() - from);
        if (steps == BURST) {
            shard.later(this::run);
        }
        if (!stopped) {
            sink.resting();
        }
    }

    private void giveUp(Problem problem) {
        if (!stopped) {
            stop();
            sink.failed(problem);
        }
    }

    /** True when something was sent and there may be more. */
    private boolean perform(Cursor cursor, CursorStep step) {
        if (step instanceof CursorStep.Send send) {
            sink.event(send.event());
            passTurnOn(cursor);
            return true;
        }
        if (step instanceof CursorStep.CaughtUp caughtUp) {
            sink.caughtUp(caughtUp.version());
            return true;
        }
        if (step instanceof CursorStep.Read && turn.take(this)) {
            readPage();
        } else if (step == CursorStep.Rest.FOR_GOOD) {
            stop();
            sink.ended();
        }
        return false;
    }

    private void passTurnOn(Cursor cursor) {
        if (turn.isHeldBy(this) && !cursor.holds()) {
            turn.release(this);
        }
    }

    private void readPage() {
        if (cursor == null || stopped) {
            return;
        }
        shard.here(shard.history().page(stream, cursor.next() - 1)).onComplete(this::pageCame);
    }

    private void pageCame(AsyncResult<List<StoredEvent>> page) {
        if (cursor == null || stopped) {
            return;
        }
        if (page.succeeded()) {
            cursor.read(page.result());
        } else {
            cursor.readFailed();
        }
        if (!cursor.holds()) {
            turn.release(this);
            waitAndRetry(cursor);
        }
        run();
    }

    private void waitAndRetry(Cursor cursor) {
        if (cursor.failures() >= attempts) {
            giveUp(Problems.UNAVAILABLE);
            return;
        }
        shard.after(HubShard.BACKOFF.pause(cursor.failures()).toMillis(), () -> {
            cursor.retry();
            run();
        });
    }
}

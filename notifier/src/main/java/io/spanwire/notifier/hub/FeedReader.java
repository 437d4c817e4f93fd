package io.spanwire.notifier.hub;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.cursor.RecentEvent;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.history.FeedShares;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of one feed, without the streams that its reader may not read, and at most one page ahead: while a page is
 * being written, the database prepares the next one. Belongs to one event loop.
 */
final class FeedReader {
    /** Events whose streams are asked for when the first one is not known. */
    private static final int ASKED_AHEAD = 1_000;

    private final HubShard shard;
    private final FeedFilter filter;
    private final FeedShares shares;
    private final Consumer<StreamId> changed;
    private FeedPermissions permissions;
    private @Nullable PageAhead ahead;

    private record PageAhead(FeedToken after, Future<FeedPage> page) {}

    /** @param changed called on any thread when it may have changed whether a stream may be read */
    FeedReader(
            HubShard shard,
            FeedFilter filter,
            Optional<Function<StreamId, ReadCheck>> rules,
            Consumer<StreamId> changed) {
        this.shard = shard;
        this.filter = filter;
        this.changed = changed;
        this.shares = shard.feedShares();
        this.permissions = new FeedPermissions(shard.watches, rules, changed);
    }

    /** Applies other rules from now on. */
    void permit(Optional<Function<StreamId, ReadCheck>> rules) {
        forget();
        permissions.release();
        permissions = new FeedPermissions(shard.watches, rules, changed);
    }

    /** Whether the stream may be read; fails when that cannot be known now. */
    Future<Boolean> mayRead(StreamId stream) {
        return permissions.of(stream);
    }

    /**
     * Asks for the streams of the next events in the hot tail, so that their answers come together: otherwise each new stream
     * would cost a round trip of its own.
     */
    void askAhead(FeedToken after) {
        long[] positions = after.positions();
        int each = Math.max(1, ASKED_AHEAD / positions.length);
        for (int partition = 0; partition < positions.length; partition++) {
            askAhead(partition, positions[partition] + 1, each);
        }
    }

    private void askAhead(int partition, long first, int most) {
        for (long position = first; position < first + most; position++) {
            RecentEvent next = shard.recent.at(partition, position);
            if (next == null) {
                return;
            }
            if (filter.matches(next.event())) {
                permissions.of(next.event().stream());
            }
        }
    }

    /** The page behind a cursor: the one read ahead, if it is the same. Completes on the event loop. */
    Future<FeedPage> pageAfter(FeedCursor cursor) {
        PageAhead expected = ahead;
        ahead = null;
        FeedToken after = cursor.token();
        return expected != null && expected.after().equals(after) ? expected.page() : read(after, cursor.heads());
    }

    /**
     * Starts to read the page behind the one that the cursor has, unless a page is being read ahead already; in the next turn
     * of the event loop, so that what is written in this one leaves first.
     */
    void readAhead(FeedCursor cursor) {
        if (ahead == null) {
            FeedToken after = cursor.tokenBehindPage();
            FeedToken heads = cursor.heads();
            Promise<FeedPage> page = Promise.promise();
            shard.runSoon(() -> read(after, heads).onComplete(page));
            ahead = new PageAhead(after, page.future());
        }
    }

    boolean isAhead() {
        return ahead != null;
    }

    /** Whether a page read ahead has, or may have, events of the stream. */
    boolean mayBeAhead(StreamId stream) {
        PageAhead expected = ahead;
        return expected != null
                && !(expected.page().succeeded()
                        && !expected.page().result().streams().contains(stream));
    }

    /** Forgets the page read ahead. */
    void forget() {
        ahead = null;
    }

    private Future<FeedPage> read(FeedToken after, FeedToken heads) {
        return shard.onEventLoop(shard.feeds.page(filter, after, heads, shares).compose(this::permitted));
    }

    private Future<FeedPage> permitted(FeedPage read) {
        return permissions.allowAll()
                ? Future.succeededFuture(read)
                : permissions.allowedOf(read.streams()).map(read::ofStreams);
    }

    void release() {
        forget();
        permissions.release();
    }
}

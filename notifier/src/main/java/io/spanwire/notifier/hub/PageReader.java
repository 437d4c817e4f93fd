package io.spanwire.notifier.hub;

import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistoryPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of one subscription, the first one small, and each at most one page ahead: while a page is being
 * written, the database prepares the next one. All but the first are asked for in the next turn of the event loop: on a
 * single CPU the database would otherwise work before the client gets what was written in this one. Belongs to one event
 * loop.
 */
final class PageReader {
    private final HubShard shard;
    private final StreamId stream;
    private boolean started;
    private @Nullable PageAhead ahead;

    private record PageAhead(long after, Future<HistoryPage> page) {}

    PageReader(HubShard shard, StreamId stream) {
        this.shard = shard;
        this.stream = stream;
    }

    /** The page after this version: the one read ahead, if it is the same. Completes on the event loop. */
    Future<HistoryPage> read(long after) {
        PageAhead expected = ahead;
        ahead = null;
        return expected != null && expected.after() == after ? expected.page() : start(after);
    }

    /** Starts to read the page after this version, unless a page is being read ahead already. */
    void readAhead(long after) {
        if (ahead == null) {
            ahead = new PageAhead(after, start(after));
        }
    }

    boolean isAhead() {
        return ahead != null;
    }

    /** Forgets the page read ahead. */
    void forget() {
        ahead = null;
    }

    private Future<HistoryPage> start(long after) {
        if (!started) {
            started = true;
            return shard.onEventLoop(shard.history.firstPage(stream, after));
        }
        Promise<HistoryPage> page = Promise.promise();
        shard.runSoon(() -> shard.onEventLoop(shard.history.page(stream, after)).onComplete(page));
        return page.future();
    }
}

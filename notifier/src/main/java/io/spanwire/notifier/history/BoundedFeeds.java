package io.spanwire.notifier.history;

import io.spanwire.bus.message.FeedToken;
import io.vertx.core.Future;
import java.time.Instant;

/** Feeds with bounded load, see {@link BoundedReads}. Thread-safe; futures complete on any thread. */
public final class BoundedFeeds implements FeedSource {
    private final FeedSource source;
    private final BoundedReads reads;

    /** @param reads shared with all other reads of history */
    public BoundedFeeds(FeedSource source, BoundedReads reads) {
        this.source = source;
        this.reads = reads;
    }

    @Override
    public Future<FeedToken> heads() {
        return reads.run(source::heads, () -> {});
    }

    @Override
    public Future<FeedToken> before(Instant time) {
        return reads.run(() -> source.before(time), () -> {});
    }

    @Override
    public Future<FeedPage> page(FeedFilter filter, FeedToken after, FeedToken to, FeedShares shares) {
        return reads.run(() -> source.page(filter, after, to, shares), () -> {});
    }
}

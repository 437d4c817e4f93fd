package io.spanwire.notifier.socket;

import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.hub.FeedSink;
import io.spanwire.notifier.hub.HubShard;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a feed as frames, which all subscribers share, so they have no token. A frame with the token of the
 * place that was reached follows at most a second after an event.
 */
final class FeedSocketSink implements FeedSink {
    private static final long CHECKPOINT_MILLIS = 1_000;

    private final HubShard shard;
    private final BackpressuredSocket socket;
    private final FeedName feed;
    private final EventFrames frames;
    private final Consumer<Problem> onFailure;
    /** The place to tell of, while something was written behind the last token. */
    private @Nullable Supplier<FeedToken> unsaid;

    private boolean hasWritten;

    FeedSocketSink(HubShard shard, BackpressuredSocket socket, FeedName feed, Consumer<Problem> onFailure) {
        this.shard = shard;
        this.socket = socket;
        this.feed = feed;
        this.frames = EventFrames.of(feed);
        this.onFailure = onFailure;
    }

    @Override
    public boolean isFull() {
        return socket.isFull();
    }

    @Override
    public void event(StoredEvent event, Supplier<FeedToken> token) {
        socket.writeEncoded(shard.encoded(frames.encoding()).encoded(event));
        hasWritten = true;
    }

    @Override
    public int page(FeedPage page, int from, Progress progress) {
        int next = from;
        do {
            int last = page.lastWithin(next, StreamSocketSink.WRITE_BYTES);
            socket.writeEncoded(frames.of(page, next, last));
            next = last + 1;
        } while (next < page.events() && !isFull());
        progress.written(next);
        hasWritten = true;
        return next;
    }

    @Override
    public void caughtUp(FeedToken token) {
        socket.write(ServerFrames.caughtUp(feed, token));
        hasWritten = false;
    }

    @Override
    public void idle(Supplier<FeedToken> token) {
        if (hasWritten && unsaid == null) {
            unsaid = token;
            shard.runAfter(CHECKPOINT_MILLIS, this::checkpoint);
        }
    }

    private void checkpoint() {
        Supplier<FeedToken> token = unsaid;
        unsaid = null;
        if (token != null && hasWritten) {
            hasWritten = false;
            socket.write(ServerFrames.checkpoint(feed, token.get()));
        }
    }

    /** A token of this subscription would be wrong for the next one to the same feed. */
    @Override
    public void stopped() {
        unsaid = null;
    }

    @Override
    public void failed(Problem problem) {
        onFailure.accept(problem);
    }
}

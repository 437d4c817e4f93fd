package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.hub.FeedSink;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects one page of a feed. It is complete at a limit or at the heads; an empty page of a waiting request is complete
 * with the first event.
 */
final class FeedPageSink implements FeedSink {
    private final Promise<FeedResult> ready;
    private final FeedPageRequest request;
    private final int maxBytes;
    private final Buffer json = Buffer.buffer("{\"events\":[");
    private @Nullable FeedCursor cursor;
    private boolean isLive;
    private int events;

    FeedPageSink(Promise<FeedResult> ready, FeedPageRequest request, int maxBytes) {
        this.ready = ready;
        this.request = request;
        this.maxBytes = maxBytes;
    }

    void start(FeedCursor opened) {
        cursor = opened;
    }

    @Override
    public boolean isFull() {
        return events >= request.limit() || json.length() >= maxBytes;
    }

    @Override
    public int limit() {
        return request.limit() - events;
    }

    @Override
    public void event(StoredEvent event, Supplier<FeedToken> token) {
        append(event.body());
    }

    @Override
    public int page(FeedPage page, int from, Progress progress) {
        int next = from;
        do {
            append(page.text(next));
            next++;
        } while (next < page.events() && !isFull());
        progress.written(next);
        return next;
    }

    private void append(EventText text) {
        json.appendString(events == 0 ? "" : ",").appendBytes(text.array(), text.offset(), text.length());
        events++;
    }

    @Override
    public void caughtUp(FeedToken token) {
        isLive = true;
    }

    /** The subscription is also idle between two reads; only a limit or the heads complete the page. */
    @Override
    public void idle(Supplier<FeedToken> token) {
        if (isFull() || (isLive && (events > 0 || request.maxWait().isZero()))) {
            finish();
        }
    }

    @Override
    public void failed(Problem problem) {
        ready.tryFail(new ProblemException(problem));
    }

    /** Completes the page with the events so far. */
    void finish() {
        FeedCursor reader = cursor;
        if (reader != null && !ready.future().isComplete()) {
            String next = reader.token().text();
            String head = reader.heads().text();
            json.appendString("],\"next\":\"" + next + "\",\"head\":\"" + head + "\"}");
            ready.complete(new FeedResult(json, next, head));
        }
    }
}

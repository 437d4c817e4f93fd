package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * Collects one page. It is complete at a limit or at the stream's head; an empty page of a waiting request is complete
 * with the first event.
 */
final class PageSink implements SubscriptionSink {
    private final Promise<EventPage> ready;
    private final int limit;
    private final int maxBytes;
    private final boolean waits;
    private final Buffer json = Buffer.buffer("{\"events\":[");
    private StreamHead head = new StreamHead("", 0);
    private long next;
    private int events;

    PageSink(Promise<EventPage> ready, PageRequest request, int maxBytes) {
        this.ready = ready;
        this.limit = request.limit();
        this.maxBytes = maxBytes;
        this.waits = !request.maxWait().isZero();
    }

    void start(StreamHead current, long after) {
        head = current;
        next = after;
    }

    @Override
    public boolean isFull() {
        return events >= limit || json.length() >= maxBytes;
    }

    @Override
    public int limit() {
        return limit - events;
    }

    @Override
    public void event(StoredEvent event) {
        append(event.version(), event.body());
    }

    @Override
    public long page(HistoryPage page, long from, long to) {
        do {
            append(next + 1, page.text(next + 1));
        } while (next < to && !isFull());
        return next;
    }

    private void append(long version, EventText text) {
        json.appendString(events == 0 ? "" : ",").appendBytes(text.array(), text.offset(), text.length());
        events++;
        next = version;
    }

    @Override
    public void caughtUp(long version) {
        if (!waits) {
            finish();
        }
    }

    /** The subscription is also idle between two reads; only a limit or the head completes the page. */
    @Override
    public void idle() {
        if (isFull() || (events > 0 && next >= head.version())) {
            finish();
        }
    }

    @Override
    public void failed(Problem problem) {
        ready.tryFail(new ProblemException(problem));
    }

    /** Completes the page with the events so far. */
    void finish() {
        if (!ready.future().isComplete()) {
            ready.complete(page());
        }
    }

    private EventPage page() {
        long newest = Math.max(head.version(), next);
        json.appendString("],\"next\":" + next + ",\"head\":" + newest + ",\"epoch\":\"" + head.epoch() + "\"}");
        return new EventPage(json, next, newest, head.epoch(), events);
    }
}

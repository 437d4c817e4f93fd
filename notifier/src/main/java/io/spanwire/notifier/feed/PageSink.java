package io.spanwire.notifier.feed;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.hub.EventSink;
import io.vertx.core.Promise;

/**
 * Collects one page. It is ready at a limit, or at the stream's head: at once when it has events or nobody waits, else with
 * the first that comes.
 */
final class PageSink implements EventSink {
    private final Promise<EventPage> ready;
    private final int limit;
    private final int largest;
    private final boolean waits;
    private final StringBuilder json = new StringBuilder("{\"events\":[");
    private StreamHead head = new StreamHead("", 0);
    private long next;
    private int events;

    PageSink(Promise<EventPage> ready, PageRequest request, int largest) {
        this.ready = ready;
        this.limit = request.limit();
        this.largest = largest;
        this.waits = !request.patience().isZero();
    }

    void begin(StreamHead opened, long after) {
        head = opened;
        next = after;
    }

    @Override
    public boolean full() {
        return events >= limit || json.length() >= largest;
    }

    @Override
    public void event(StoredEvent event) {
        json.append(events == 0 ? "" : ",").append(event.body());
        events++;
        next = event.version();
    }

    @Override
    public void caughtUp(long version) {
        if (!waits) {
            finish();
        }
    }

    /** Between two reads it rests too: only a limit, or the head, ends the page. */
    @Override
    public void resting() {
        if (full() || (events > 0 && next >= head.version())) {
            finish();
        }
    }

    @Override
    public void failed(Problem problem) {
        ready.tryFail(new ProblemException(problem));
    }

    /** Answers with what there is. */
    void finish() {
        if (!ready.future().isComplete()) {
            ready.complete(page());
        }
    }

    private EventPage page() {
        long newest = Math.max(head.version(), next);
        json.append("],\"next\":").append(next).append(",\"head\":").append(newest);
        json.append(",\"epoch\":\"").append(head.epoch()).append("\"}");
        return new EventPage(json.toString(), next, newest, head.epoch(), events, full());
    }
}

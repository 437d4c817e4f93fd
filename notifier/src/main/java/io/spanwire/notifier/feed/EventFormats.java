package io.spanwire.notifier.feed;

import java.util.function.Function;

/**
 * Events as lines of text. An event's text has no line breaks: JSON escapes them.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventFormats {
    static final String EVENT_STREAM = "text/event-stream";
    static final String NDJSON = "application/x-ndjson";

    /** Its id is what {@link EventId} reads. */
    static final EventFormat SSE_EVENT = (text, event, epoch) -> text.append("id: ")
            .append(event.version())
            .append('@')
            .append(epoch)
            .append("\ndata: ")
            .append(event.body())
            .append("\n\n");

    static final Function<Long, String> SSE_CAUGHT_UP =
            version -> "event: caught-up\ndata: {\"version\":" + version + "}\n\n";
    static final String SSE_COMMENT = ":\n\n";

    static final EventFormat LINE =
            (text, event, epoch) -> text.append(event.body()).append('\n');

    private EventFormats() {}

    /** The first block: when to come back, and where to, should no event have come by then. */
    static String sseBegin(long millis, long after, String epoch) {
        return "retry: " + millis + "\nid: " + after + '@' + epoch + "\n\n";
    }

    static String sseRetry(long millis) {
        return "retry: " + millis + "\n\n";
    }
}

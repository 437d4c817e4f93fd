package io.spanwire.notifier.feed;

import java.util.function.Function;

/**
 * The line formats of events. An event's text contains no line breaks: JSON escapes them.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class LineFormats {
    static final String EVENT_STREAM = "text/event-stream";
    static final String NDJSON = "application/x-ndjson";

    /** {@link EventId} parses its id. */
    static final ResponseSink.Format SSE_EVENT = (text, event, epoch) -> text.append("id: ")
            .append(event.version())
            .append('@')
            .append(epoch)
            .append("\ndata: ")
            .append(event.body())
            .append("\n\n");

    static final Function<Long, String> SSE_CAUGHT_UP =
            version -> "event: caught-up\ndata: {\"version\":" + version + "}\n\n";
    static final String SSE_COMMENT = ":\n\n";

    static final ResponseSink.Format NDJSON_LINE =
            (text, event, epoch) -> text.append(event.body()).append('\n');

    private LineFormats() {}

    /** The first block: the reconnection time, and the id to resume from if no event follows. */
    static String sseStart(long millis, long after, String epoch) {
        return "retry: " + millis + "\nid: " + after + '@' + epoch + "\n\n";
    }

    static String sseRetry(long millis) {
        return "retry: " + millis + "\n\n";
    }
}

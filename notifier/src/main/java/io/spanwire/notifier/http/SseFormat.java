package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events. An event's text contains no line breaks: JSON escapes them.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class SseFormat implements EventFormat {
    static final String MEDIA_TYPE = "text/event-stream";
    static final String COMMENT = ":\n\n";

    private byte[] afterVersion = {};

    @Override
    public void append(Buffer out, long version, EventText text) {
        out.appendString("id: ").appendString(Long.toString(version)).appendBytes(afterVersion);
        out.appendBytes(text.array(), text.offset(), text.length()).appendString("\n\n");
    }

    @Override
    public String caughtUp(long version) {
        return "event: caught-up\ndata: {\"version\":" + version + "}\n\n";
    }

    /**
     * The first block: the reconnection time, and the id to resume from if no event follows. The epoch is a part of every
     * {@link EventId} from then on.
     */
    String start(long millis, long after, String epoch) {
        afterVersion = ("@" + epoch + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        return "retry: " + millis + "\nid: " + after + '@' + epoch + "\n\n";
    }

    static String retry(long millis) {
        return "retry: " + millis + "\n\n";
    }
}

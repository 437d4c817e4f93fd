package io.spanwire.notifier.socket;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.history.HistoryPage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The WebSocket frames of events, encoded: {@code {"event":…}} with the event's own text, byte for byte, and for a feed its
 * name. A server's frames are not masked. A message larger than a frame may be is fragmented.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
final class EventFrames {
    private static final byte[] START = "{\"event\":".getBytes(StandardCharsets.US_ASCII);
    private static final Map<FeedName, EventFrames> OF_FEEDS = new ConcurrentHashMap<>();
    /** More than the bytes around a text in one frame. */
    private static final int OVERHEAD = 32;

    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    /** The frames of a subscription to one stream. */
    static final EventFrames OF_STREAM = new EventFrames("}");

    private final byte[] end;
    private final Function<StoredEvent, Buffer> encoding = this::encode;

    private EventFrames(String end) {
        this.end = end.getBytes(StandardCharsets.US_ASCII);
    }

    /** The frames of a subscription to a feed that there is; remembered. */
    static EventFrames of(FeedName feed) {
        return OF_FEEDS.computeIfAbsent(feed, name -> new EventFrames(",\"stream\":\"" + name + "\"}"));
    }

    /** Encodes one event; the same object every time, as the hub's cache requires. */
    Function<StoredEvent, Buffer> encoding() {
        return encoding;
    }

    private Buffer encode(StoredEvent event) {
        Buffer frames = Buffer.buffer(event.body().length() + OVERHEAD + end.length);
        append(frames, event.body());
        return frames;
    }

    /** Encodes events of a page, both inclusive. */
    Buffer of(FeedPage page, int from, int to) {
        Buffer frames = Buffer.buffer();
        for (int event = from; event <= to; event++) {
            append(frames, page.text(event));
        }
        return frames;
    }

    /** Encodes events of a page, both inclusive. */
    Buffer of(HistoryPage page, long from, long to) {
        int events = (int) (to - from + 1);
        Buffer frames = Buffer.buffer(page.lines(from, to).length() + events * OVERHEAD);
        for (long version = from; version <= to; version++) {
            append(frames, page.text(version));
        }
        return frames;
    }

    private void append(Buffer frames, EventText text) {
        int length = START.length + text.length() + end.length;
        if (length > SocketSettings.FRAME_BYTES) {
            appendFragments(frames, message(text));
            return;
        }
        appendHead(frames, FINAL | TEXT, length);
        appendMessage(frames, text);
    }

    private static void appendFragments(Buffer frames, Buffer message) {
        for (int start = 0; start < message.length(); start += SocketSettings.FRAME_BYTES) {
            int end = Math.min(message.length(), start + SocketSettings.FRAME_BYTES);
            int type = start == 0 ? TEXT : CONTINUATION;
            appendHead(frames, end == message.length() ? FINAL | type : type, end - start);
            frames.appendBuffer(message, start, end - start);
        }
    }

    private Buffer message(EventText text) {
        Buffer message = Buffer.buffer(text.length() + OVERHEAD + end.length);
        appendMessage(message, text);
        return message;
    }

    private void appendMessage(Buffer out, EventText text) {
        out.appendBytes(START)
                .appendBytes(text.array(), text.offset(), text.length())
                .appendBytes(end);
    }

    private static void appendHead(Buffer frames, int first, int length) {
        frames.appendByte((byte) first);
        if (length <= MAX_SHORT_LENGTH) {
            frames.appendByte((byte) length);
        } else if (length < 1 << 16) {
            frames.appendByte((byte) TWO_BYTES).appendUnsignedShort(length);
        } else {
            frames.appendByte((byte) EIGHT_BYTES).appendLong(length);
        }
    }
}

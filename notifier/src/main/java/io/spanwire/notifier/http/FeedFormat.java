package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.FeedToken;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The format in which a feed is written: the events' texts byte for byte, with the framing around them. */
enum FeedFormat {
    /** Server-sent events; the id of each is the token behind it. */
    SERVER_SENT_EVENTS(true) {
        @Override
        void append(Buffer out, EventText text, String token) {
            out.appendString("id: ").appendString(token).appendBytes(DATA);
            out.appendBytes(text.array(), text.offset(), text.length()).appendString("\n\n");
        }

        @Override
        String caughtUp(FeedToken token) {
            return "event: caught-up\ndata: {\"token\":\"" + token.text() + "\"}\n\n";
        }
    },
    /** NDJSON: one event a line. */
    NDJSON(false) {
        @Override
        void append(Buffer out, EventText text, String token) {
            out.appendBytes(text.array(), text.offset(), text.length()).appendByte((byte) '\n');
        }

        @Override
        String caughtUp(FeedToken token) {
            return "";
        }
    };

    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

    private final boolean hasTokens;

    FeedFormat(boolean hasTokens) {
        this.hasTokens = hasTokens;
    }

    /** Whether each event is written with the token behind it. */
    boolean hasTokens() {
        return hasTokens;
    }

    abstract void append(Buffer out, EventText text, String token);

    /** What follows when replay has reached live events; may be empty. */
    abstract String caughtUp(FeedToken token);

    /** The first block of server-sent events: the reconnection time, and the id to resume from if no event follows. */
    static String start(long millis, FeedToken token) {
        return "retry: " + millis + "\nid: " + token.text() + "\n\n";
    }
}

package io.spanwire.notifier.http;

import io.spanwire.bus.message.EventText;
import io.spanwire.notifier.history.HistoryPage;
import io.vertx.core.buffer.Buffer;

/** NDJSON: one event a line. A page of history has this form already. */
final class NdjsonFormat implements EventFormat {
    static final String MEDIA_TYPE = "application/x-ndjson";

    @Override
    public void append(Buffer out, long version, EventText text) {
        out.appendBytes(text.array(), text.offset(), text.length()).appendByte((byte) '\n');
    }

    @Override
    public void append(Buffer out, HistoryPage page, long from, long to) {
        append(out, to, page.lines(from, to));
    }

    @Override
    public String caughtUp(long version) {
        return "";
    }
}

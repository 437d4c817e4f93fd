package io.spanwire.notifier.http;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.hub.FeedSink;
import java.util.function.Supplier;

/** Writes the events of a feed into a response. */
final class FeedResponseSink implements FeedSink {
    private final ResponseWriter writer;
    private final FeedFormat format;
    private final Runnable onEnd;

    /** @param onEnd called when nothing more will be written, after the last event or when history cannot be read */
    FeedResponseSink(ResponseWriter writer, FeedFormat format, Runnable onEnd) {
        this.writer = writer;
        this.format = format;
        this.onEnd = onEnd;
    }

    @Override
    public boolean isFull() {
        return writer.isFull();
    }

    @Override
    public void event(StoredEvent event, Supplier<FeedToken> token) {
        String id = format.hasTokens() ? token.get().text() : "";
        format.append(writer.unwritten(), event.body(), id);
        writer.flushIfLong();
    }

    @Override
    public int page(FeedPage page, int from, Progress progress) {
        int next = from;
        while (next < page.events() && !(next > from && isFull())) {
            next++;
            String id = format.hasTokens() ? progress.written(next).text() : "";
            format.append(writer.unwritten(), page.text(next - 1), id);
            writer.flushIfLong();
        }
        if (!format.hasTokens()) {
            progress.written(next);
        }
        return next;
    }

    @Override
    public void caughtUp(FeedToken token) {
        writer.write(format.caughtUp(token));
    }

    @Override
    public void idle(Supplier<FeedToken> token) {
        writer.flush();
    }

    @Override
    public void ended() {
        writer.finish("");
        onEnd.run();
    }

    @Override
    public void failed(Problem problem) {
        writer.abort();
        onEnd.run();
    }
}

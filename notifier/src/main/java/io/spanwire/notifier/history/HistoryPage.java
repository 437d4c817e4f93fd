package io.spanwire.notifier.history;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Consecutive events of one stream, read from history together: their texts in one array, joined by line feeds, which no
 * text contains. Immutable, so that all readers of the same page share it.
 */
public final class HistoryPage {
    /** The page after the last event. */
    public static final HistoryPage EMPTY = new HistoryPage(1, 0, new byte[0]);

    private static final byte LINE_FEED = '\n';

    private final long first;
    private final byte[] lines;
    /** Where each line starts, and where one more would. */
    private final int[] starts;

    /**
     * @param first the version of the first event
     * @param lines the texts of the events, joined by line feeds
     * @throws IllegalArgumentException when there are more or fewer texts than events
     */
    public HistoryPage(long first, int events, byte[] lines) {
        this.first = first;
        this.lines = lines;
        this.starts = starts(events, lines);
    }

    /** The page of these texts. */
    static HistoryPage of(long first, List<EventText> texts) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (EventText text : texts) {
            if (lines.size() > 0) {
                lines.write(LINE_FEED);
            }
            lines.write(text.array(), text.offset(), text.length());
        }
        return new HistoryPage(first, texts.size(), lines.toByteArray());
    }

    /** Whether one of the texts is sealed. */
    boolean isSealed() {
        for (long version = first; version <= last(); version++) {
            if (EventSeal.isSealed(text(version))) {
                return true;
            }
        }
        return false;
    }

    /** The version of the first event. */
    public long first() {
        return first;
    }

    /** The version of the last event; lower than the first when there is none. */
    public long last() {
        return first + events() - 1;
    }

    public int events() {
        return starts.length - 1;
    }

    /** The text of one event. */
    public EventText text(long version) {
        return lines(version, version);
    }

    /** The texts of some events, both inclusive, with a line feed between any two. */
    public EventText lines(long from, long to) {
        int start = start(from);
        return new EventText(lines, start, start(to + 1) - 1 - start);
    }

    /** The last version, up to a given one, of those from this one on that have at most so many bytes; at least this one. */
    public long lastWithin(long from, long to, int bytes) {
        int end = start(from) + bytes + 1;
        long last = from;
        while (last < to && start(last + 2) <= end) {
            last++;
        }
        return last;
    }

    private int start(long version) {
        return starts[Math.toIntExact(version - first)];
    }

    private static int[] starts(int events, byte[] lines) {
        int[] starts = new int[events + 1];
        ByteBuf searched = Unpooled.wrappedBuffer(lines);
        for (int i = 1; i <= events; i++) {
            int end = i == events ? lines.length : searched.indexOf(starts[i - 1], lines.length, LINE_FEED);
            if (end < 0) {
                throw new IllegalArgumentException("A page has fewer texts than events");
            }
            starts[i] = end + 1;
        }
        if (events > 0 && searched.indexOf(starts[events - 1], lines.length, LINE_FEED) >= 0) {
            throw new IllegalArgumentException("A page has more texts than events");
        }
        return starts;
    }
}

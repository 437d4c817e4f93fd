package io.spanwire.bus.archive;

import io.spanwire.bus.message.EventText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events of one stream that were moved from rows into one compressed value. Immutable.
 *
 * <h2>How readers find archived events</h2>
 *
 * The events of a stream that are archived are its first ones. Versions are dense, so a reader that asks PostgreSQL for
 * the rows after version n and gets a first one above n + 1 knows that n + 1 is archived, and asks for the page that
 * covers it. The move is one transaction: a row that is gone has its page committed. So reading rows first and pages
 * second misses nothing; a reader of positions may then get an event from both, and keeps one.
 *
 * <p>The limits of a page bound what a reader decodes for one event: {@link #MAX_EVENTS} and {@link #MAX_BYTES} for a
 * reader of the stream, {@link #MAX_SPAN} for a reader of positions, who meets the pages of all streams of a partition.
 */
public final class ArchivedPage {
    public static final int MAX_EVENTS = 1_000;
    /** Of text, unless one event alone is larger. */
    public static final int MAX_BYTES = 256 << 10;
    /** The highest difference between the positions of two events of a page. */
    public static final long MAX_SPAN = 50_000;

    private static final byte LINE_FEED = '\n';

    private final long first;
    private final String[] types;
    private final long[] positions;
    private final long[] micros;
    /** Where each text starts, and where one more would: texts are joined by line feeds. */
    private final int[] starts;

    private final byte[] texts;
    private final PageSecrets secrets;

    ArchivedPage(
            long first,
            String[] types,
            long[] positions,
            long[] micros,
            int[] starts,
            byte[] texts,
            PageSecrets secrets) {
        this.first = first;
        this.types = types;
        this.positions = positions;
        this.micros = micros;
        this.starts = starts;
        this.texts = texts;
        this.secrets = secrets;
    }

    /**
     * The page of these events, without their secrets.
     *
     * @throws IllegalArgumentException unless their versions are dense and their positions increase
     */
    public static ArchivedPage of(List<ArchivedEvent> events) {
        int count = events.size();
        long first = events.get(0).version();
        String[] types = new String[count];
        long[] positions = new long[count];
        long[] micros = new long[count];
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            ArchivedEvent event = events.get(i);
            types[i] = event.type();
            positions[i] = event.position();
            micros[i] = micros(event.at());
            starts[i + 1] = starts[i] + event.text().length() + 1;
            if (event.version() != first + i || (i > 0 && positions[i] <= positions[i - 1])) {
                throw new IllegalArgumentException("Version " + event.version() + " does not follow in its page");
            }
        }
        byte[] texts = new byte[starts[count] - 1];
        for (int i = 0; i < count; i++) {
            EventText text = events.get(i).text();
            System.arraycopy(text.array(), text.offset(), texts, starts[i], text.length());
            if (i > 0) {
                texts[starts[i] - 1] = LINE_FEED;
            }
        }
        return new ArchivedPage(first, types, positions, micros, starts, texts, PageSecrets.NONE);
    }

    /**
     * Decodes a stored page.
     *
     * @param secrets of its events, as they are stored beside it; null when none has one
     * @throws UnreadablePage when it is damaged, or written by a newer Spanwire
     */
    public static ArchivedPage decode(byte[] content, byte @Nullable [] secrets) {
        return PageFormat.decode(content, new PageSecrets(secrets));
    }

    /** The compressed form, without the secrets. */
    public byte[] encode() {
        return PageFormat.encode(this);
    }

    public long firstVersion() {
        return first;
    }

    public long lastVersion() {
        return first + positions.length - 1;
    }

    public long firstPosition() {
        return positions[0];
    }

    public long lastPosition() {
        return positions[positions.length - 1];
    }

    /** The earliest time of an event; clocks of edges differ, so it need not be the first one's. */
    public Instant earliest() {
        return instant(Arrays.stream(micros).min().orElseThrow());
    }

    /** The latest time of an event. */
    public Instant latest() {
        return instant(Arrays.stream(micros).max().orElseThrow());
    }

    /** The number of bytes of the texts. */
    public int bytes() {
        return texts.length;
    }

    /** All events, by version. */
    public List<ArchivedEvent> events() {
        return events(first, lastVersion());
    }

    /** Some events, both inclusive, by version. */
    public List<ArchivedEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(this::event).toList();
    }

    /** The events at positions in {@code (after, to]}, in order. */
    public List<ArchivedEvent> eventsBetween(long after, long to) {
        int from = indexAfter(after);
        int end = indexAfter(to);
        return events(first + from, first + end - 1);
    }

    public ArchivedEvent event(long version) {
        int i = index(version);
        return new ArchivedEvent(
                version, positions[i], types[i], instant(micros[i]), text(version, version), secrets.get(i));
    }

    /** The texts of some events, both inclusive, with a line feed between any two. */
    public EventText text(long from, long to) {
        int start = starts[index(from)];
        return new EventText(texts, start, starts[index(to) + 1] - 1 - start);
    }

    /** The last version, up to a given one, of those from this one on that have at most so many bytes; at least this one. */
    public long lastWithin(long from, long to, int bytes) {
        long last = from;
        while (last < Math.min(to, lastVersion()) && starts[index(last + 1) + 1] - 1 - starts[index(from)] <= bytes) {
            last++;
        }
        return last;
    }

    /** The last version whose event is from before a time. */
    public OptionalLong lastBefore(Instant time) {
        long limit = micros(time);
        for (int i = micros.length - 1; i >= 0; i--) {
            if (micros[i] < limit) {
                return OptionalLong.of(first + i);
            }
        }
        return OptionalLong.empty();
    }

    String[] types() {
        return types;
    }

    long[] positions() {
        return positions;
    }

    long[] micros() {
        return micros;
    }

    int[] starts() {
        return starts;
    }

    byte[] texts() {
        return texts;
    }

    private int index(long version) {
        return Math.toIntExact(version - first);
    }

    private int indexAfter(long position) {
        int found = Arrays.binarySearch(positions, position);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Microseconds since 1970: ChronoUnit counts nanoseconds in between, which overflow. */
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1_000);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}

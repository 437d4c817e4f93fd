package io.spanwire.bus.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stored form of a page.
 *
 * <h2>The bytes</h2>
 *
 * One byte with the number of the format, 1; then one zstd frame (RFC 8878, with its content size and a checksum). Its
 * content is the number of events and the first version, then columns: each an id, the number of its bytes, and these.
 * All numbers are unsigned LEB128. A column has one entry for each event:
 *
 * <ul>
 *   <li>{@link #TYPES}: the number of distinct types, each with its length and UTF-8 text, then each event's index in them;
 *   <li>{@link #POSITIONS}: the difference to the position of the event before, at first to 0;
 *   <li>{@link #TIMES}: likewise for microseconds since 1970, zigzag-coded since they may decrease;
 *   <li>{@link #LENGTHS}: the number of bytes of the text;
 *   <li>{@link #TEXTS}: the texts, joined by line feeds.
 * </ul>
 *
 * <p>A further field of events is a further column. A reader refuses an id that it does not know.
 */
final class PageFormat {
    private static final byte FORMAT = 1;
    private static final int TYPES = 1;
    private static final int POSITIONS = 2;
    private static final int TIMES = 3;
    private static final int LENGTHS = 4;
    private static final int TEXTS = 5;

    private static final int LEVEL = 9;
    /** Far above the largest event; a damaged size must not exhaust the memory. */
    private static final long MAX_CONTENT = 256L << 20;

    private PageFormat() {}

    static byte[] encode(ArchivedPage page) {
        int count = page.positions().length;
        byte[] texts = page.texts();
        PageBytes content = new PageBytes(texts.length + 16 * count);
        content.number(count);
        content.number(page.firstVersion());
        column(content, TYPES, types(page.types()));
        column(content, POSITIONS, positions(page.positions()));
        column(content, TIMES, times(page.micros()));
        column(content, LENGTHS, lengths(page.starts()));
        content.number(TEXTS);
        content.number(texts.length);
        content.bytes(texts);
        byte[] frame = compress(content.toArray());
        byte[] stored = new byte[frame.length + 1];
        stored[0] = FORMAT;
        System.arraycopy(frame, 0, stored, 1, frame.length);
        return stored;
    }

    private static byte[] compress(byte[] content) {
        byte[] frame = new byte[Math.toIntExact(Zstd.compressBound(content.length))];
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL);
            zstd.setChecksum(true);
            return Arrays.copyOf(frame, zstd.compress(frame, content));
        }
    }

    private static void column(PageBytes content, int id, PageBytes column) {
        byte[] bytes = column.toArray();
        content.number(id);
        content.number(bytes.length);
        content.bytes(bytes);
    }

    private static PageBytes types(String[] types) {
        Set<String> distinct = new LinkedHashSet<>(Arrays.asList(types));
        List<String> names = List.copyOf(distinct);
        PageBytes column = new PageBytes(64 + types.length);
        column.number(names.size());
        names.forEach(column::text);
        for (String type : types) {
            column.number(names.indexOf(type));
        }
        return column;
    }

    private static PageBytes positions(long[] positions) {
        PageBytes column = new PageBytes(2 * positions.length);
        long before = 0;
        for (long position : positions) {
            column.number(position - before);
            before = position;
        }
        return column;
    }

    private static PageBytes times(long[] micros) {
        PageBytes column = new PageBytes(4 * micros.length);
        long before = 0;
        for (long time : micros) {
            long difference = time - before;
            column.number((difference << 1) ^ (difference >> 63));
            before = time;
        }
        return column;
    }

    private static PageBytes lengths(int[] starts) {
        PageBytes column = new PageBytes(2 * starts.length);
        for (int i = 1; i < starts.length; i++) {
            column.number(starts[i] - starts[i - 1] - 1);
        }
        return column;
    }

    static ArchivedPage decode(byte[] stored, PageSecrets secrets) {
        if (stored.length == 0 || stored[0] != FORMAT) {
            throw new UnreadablePage("The page has the format " + (stored.length == 0 ? "none" : stored[0])
                    + ", and this Spanwire reads format " + FORMAT);
        }
        try {
            return read(ByteBuffer.wrap(decompress(stored)), secrets);
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | ZstdException damaged) {
            throw new UnreadablePage("A page of archived events is damaged", damaged);
        }
    }

    private static byte[] decompress(byte[] stored) {
        byte[] frame = Arrays.copyOfRange(stored, 1, stored.length);
        long size = Zstd.getFrameContentSize(frame);
        if (size < 0 || size > MAX_CONTENT) {
            throw new IllegalArgumentException("its content has no possible size");
        }
        return Zstd.decompress(frame, Math.toIntExact(size));
    }

    private static ArchivedPage read(ByteBuffer content, PageSecrets secrets) {
        int count = PageBytes.readCount(content);
        long first = PageBytes.readNumber(content);
        String[] types = new String[count];
        long[] positions = new long[count];
        long[] micros = new long[count];
        int[] starts = new int[count + 1];
        byte[] texts = new byte[0];
        while (content.hasRemaining()) {
            long id = PageBytes.readNumber(content);
            ByteBuffer column = PageBytes.readBytes(content);
            if (id == TYPES) {
                readTypes(column, types);
            } else if (id == POSITIONS) {
                readPositions(column, positions);
            } else if (id == TIMES) {
                readTimes(column, micros);
            } else if (id == LENGTHS) {
                readLengths(column, starts);
            } else if (id == TEXTS) {
                texts = new byte[column.remaining()];
                column.get(texts);
            } else {
                throw new UnreadablePage("A page has the column " + id + ", which this Spanwire does not know");
            }
        }
        if (count == 0 || starts[count] - 1 != texts.length) {
            throw new IllegalArgumentException("its texts are not as long as they should be");
        }
        return new ArchivedPage(first, types, positions, micros, starts, texts, secrets);
    }

    private static void readTypes(ByteBuffer column, String[] types) {
        String[] names = new String[PageBytes.readCount(column)];
        for (int i = 0; i < names.length; i++) {
            names[i] = PageBytes.readText(column);
        }
        for (int i = 0; i < types.length; i++) {
            types[i] = names[PageBytes.readCount(column)];
        }
    }

    private static void readPositions(ByteBuffer column, long[] positions) {
        long before = 0;
        for (int i = 0; i < positions.length; i++) {
            before += PageBytes.readNumber(column);
            positions[i] = before;
        }
    }

    private static void readTimes(ByteBuffer column, long[] micros) {
        long before = 0;
        for (int i = 0; i < micros.length; i++) {
            long coded = PageBytes.readNumber(column);
            before += (coded >>> 1) ^ -(coded & 1);
            micros[i] = before;
        }
    }

    private static void readLengths(ByteBuffer column, int[] starts) {
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + PageBytes.readCount(column) + 1;
        }
    }
}

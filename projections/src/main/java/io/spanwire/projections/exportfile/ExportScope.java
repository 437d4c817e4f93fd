package io.spanwire.projections.exportfile;

import io.spanwire.bus.message.StreamId;
import java.util.Optional;

/**
 * The streams of an export: one ({@code chat/general}), all of a type ({@code chat/*}) or all ({@code *}). In the order of
 * their names' bytes they are a range, {@code lowest} to below {@code end}.
 */
public record ExportScope(String text, String lowest, String end, Optional<StreamId> stream) {
    /** All streams. */
    public static final ExportScope EVERYTHING =
            new ExportScope("*", "", "{", Optional.empty()); // a type begins with a letter, and { follows z

    /** @throws IllegalArgumentException when it names neither a stream nor a type */
    public static ExportScope parse(String text) {
        if (text.equals("*")) {
            return EVERYTHING;
        }
        if (text.endsWith("/*")) {
            String type = new StreamId(text.substring(0, text.length() - 2), "any").type();
            return new ExportScope(text, type + '/', type + '0', Optional.empty()); // 0 follows /
        }
        StreamId stream = StreamId.parse(text);
        return new ExportScope(text, text, text + '!', Optional.of(stream)); // ! is before every character of a key
    }

    public boolean contains(StreamId other) {
        String name = other.toString();
        return name.compareTo(lowest) >= 0 && name.compareTo(end) < 0;
    }
}

package io.spanwire.projections.exportfile;

import io.spanwire.bus.message.StreamId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The check that the versions of each stream follow each other in a file. It remembers the streams that had events last,
 * a bounded number: a stream that it has forgotten may continue anywhere, which the database and the checksum decide.
 */
final class StreamOrder {
    private final int max;
    private final Map<StreamId, Long> last = new LinkedHashMap<>(16, 0.75f, true);
    private boolean forgets;

    /** @param continued whether streams may begin behind version 1 */
    StreamOrder(int max, boolean continued) {
        this.max = max;
        this.forgets = continued;
    }

    /** Takes up an event; returns the version that was expected, if it is another one. */
    OptionalLong add(StreamId stream, long version) {
        Long before = last.put(stream, version);
        if (last.size() > max) {
            last.remove(last.keySet().iterator().next());
            forgets = true;
        }
        if (before == null && forgets) {
            return OptionalLong.empty();
        }
        long expected = before == null ? 1 : before + 1;
        return version == expected ? OptionalLong.empty() : OptionalLong.of(expected);
    }
}

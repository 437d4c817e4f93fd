package io.spanwire.bus.archive;

import io.spanwire.bus.message.StreamId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Up to which version the events of streams are known to be archived, so that a reader in the middle of them does not look
 * for rows first. It only grows, so what is known stays true. Bounded; the stream read least recently is forgotten.
 * Thread-safe.
 */
public final class ArchivedVersions {
    private static final int MAX_STREAMS = 10_000;

    private final Map<StreamId, Long> last = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
            return size() > MAX_STREAMS;
        }
    });

    /** Whether the version is known to be archived. */
    public boolean contain(StreamId stream, long version) {
        return last.getOrDefault(stream, 0L) >= version;
    }

    /** Notes that the events up to this version are archived. */
    public void add(StreamId stream, long version) {
        last.merge(stream, version, Math::max);
    }
}

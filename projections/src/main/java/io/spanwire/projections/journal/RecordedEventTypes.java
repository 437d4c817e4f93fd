package io.spanwire.projections.journal;

import io.spanwire.projections.decide.NewEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The event types and versions that are known to be in the table {@code event_type}, so that a lane writes each of them
 * once and then nothing more. One thread.
 */
final class RecordedEventTypes {
    private final Set<Key> recorded = new HashSet<>();

    private record Key(String type, int version) implements Comparable<Key> {
        static Key of(NewEvent event) {
            return new Key(event.type(), event.dataVersion());
        }

        @Override
        public int compareTo(Key other) {
            int byType = type.compareTo(other.type);
            return byType == 0 ? Integer.compare(version, other.version) : byType;
        }
    }

    /** A type and version with the time of its first event. */
    record First(String type, int version, Instant at) {}

    /** The types to write with these events, sorted: lanes that write the same ones wait in the same order. */
    Collection<First> missing(List<BatchChanges.Appended> events) {
        TreeMap<Key, First> missing = new TreeMap<>();
        for (BatchChanges.Appended each : events) {
            Key key = Key.of(each.event());
            if (!recorded.contains(key)) {
                missing.putIfAbsent(
                        key,
                        new First(
                                key.type(),
                                key.version(),
                                each.event().recorded().at()));
            }
        }
        return missing.values();
    }

    /** Takes up the types of committed events. */
    void committed(List<BatchChanges.Appended> events) {
        events.forEach(each -> recorded.add(Key.of(each.event())));
    }
}

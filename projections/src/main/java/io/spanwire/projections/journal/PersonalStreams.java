package io.spanwire.projections.journal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * The streams that are known to be recorded as holding personal data of a subject, so that a lane writes each pair once.
 * Bounded; valid until a subject is forgotten. One thread.
 */
final class PersonalStreams {
    private static final int MAX_KNOWN = 20_000;

    private final Map<PersonalStream, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<PersonalStream, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private long forgettings;

    /** A stream with personal data of a subject. */
    record PersonalStream(String subject, String stream) {}

    /** The pairs to write with these events, sorted. */
    Collection<PersonalStream> missing(List<BatchChanges.Appended> events, long currentForgettings) {
        if (currentForgettings != forgettings) {
            known.clear();
            forgettings = currentForgettings;
        }
        return missing(events);
    }

    /** The same without a check whether a subject was forgotten: all pairs. */
    static Collection<PersonalStream> all(List<BatchChanges.Appended> events) {
        return new PersonalStreams().missing(events);
    }

    private Collection<PersonalStream> missing(List<BatchChanges.Appended> events) {
        TreeMap<String, PersonalStream> missing = new TreeMap<>();
        for (BatchChanges.Appended each : events) {
            each.event().personal().ifPresent(personal -> {
                PersonalStream pair = new PersonalStream(
                        personal.subject(), each.stored().stream().toString());
                if (!known.containsKey(pair)) {
                    missing.put(pair.stream() + ' ' + pair.subject(), pair);
                }
            });
        }
        return missing.values();
    }

    /** Takes up the pairs of committed events. */
    void committed(List<BatchChanges.Appended> events) {
        missing(events).forEach(pair -> known.put(pair, true));
    }
}

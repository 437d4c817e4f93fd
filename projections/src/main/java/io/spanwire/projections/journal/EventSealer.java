package io.spanwire.projections.journal;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.decide.NewEvent;
import io.spanwire.projections.journal.BatchChanges.Appended;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sealing of new events with personal data, between their decision and their writing. Events without any cost nothing.
 * It remembers keys, bounded; {@link #clear} it when a subject was forgotten, and when a transaction with new keys was
 * rolled back. One thread.
 */
public final class EventSealer {
    private static final int MAX_KEYS = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SubjectKey> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<String, SubjectKey> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** The same events, those with personal data sealed. Keys that are not remembered take one round trip together. */
    public List<Appended> seal(JournalTransaction transaction, List<Appended> events) {
        Set<String> subjects = subjects(events);
        if (subjects.isEmpty()) {
            return events;
        }
        Map<String, SubjectKey> ofSubjects = keys(transaction, subjects);
        List<Appended> sealed = new ArrayList<>(events.size());
        for (Appended each : events) {
            sealed.add(each.event()
                    .personal()
                    .map(personal -> new Appended(
                            each.partition(),
                            seal(each.stored(), personal, Objects.requireNonNull(ofSubjects.get(personal.subject()))),
                            each.event()))
                    .orElse(each));
        }
        return sealed;
    }

    /** Forgets the keys. */
    public void clear() {
        keys.clear();
    }

    private static Set<String> subjects(List<Appended> events) {
        Set<String> subjects = Set.of();
        for (Appended each : events) {
            if (each.event().personal().isPresent()) {
                subjects = subjects.isEmpty() ? new TreeSet<>() : subjects;
                subjects.add(each.event().personal().get().subject());
            }
        }
        return subjects;
    }

    private Map<String, SubjectKey> keys(JournalTransaction transaction, Set<String> subjects) {
        Map<String, SubjectKey> found = new LinkedHashMap<>();
        Set<String> missing = new TreeSet<>();
        for (String subject : subjects) {
            SubjectKey key = keys.get(subject);
            if (key == null) {
                missing.add(subject);
            } else {
                found.put(subject, key);
            }
        }
        if (!missing.isEmpty()) {
            Map<String, SubjectKey> read = transaction.keys(missing);
            keys.putAll(read);
            found.putAll(read);
        }
        return found;
    }

    private StoredEvent seal(StoredEvent redacted, NewEvent.Personal personal, SubjectKey key) {
        byte[] bytes = new byte[EventSecret.BYTES];
        random.nextBytes(bytes);
        EventSecret secret = new EventSecret(bytes);
        EventText text = EventSeal.seal(redacted.body(), personal.redactedBytes(), personal.data(), key, secret);
        return new StoredEvent(redacted.stream(), redacted.version(), redacted.position(), text, secret);
    }
}

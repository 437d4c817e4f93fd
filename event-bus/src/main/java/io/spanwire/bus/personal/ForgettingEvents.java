package io.spanwire.bus.personal;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.SubjectForgotten;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The events after which earlier events of the same stream may read differently: a subject, or some of the events, was
 * forgotten. Who keeps texts of a stream in memory drops them when such an event arrives. Immutable.
 */
public final class ForgettingEvents {
    /** By stream type; only those with personal data. */
    private final Map<String, Set<String>> names = new HashMap<>();

    public ForgettingEvents(Domains domains) {
        domains.streamTypes().stream()
                .filter(StreamType::isPersonal)
                .forEach(type -> names.put(type.name(), type.forgettingEvents()));
    }

    public boolean contains(StoredEvent event) {
        Set<String> ofType = names.get(event.stream().type());
        return ofType != null && ofType.contains(EventJson.type(event));
    }

    /** Whether it is the event that a subject was forgotten. */
    public boolean isOfSubject(StoredEvent event) {
        return contains(event) && EventJson.type(event).endsWith('.' + SubjectForgotten.NAME);
    }

    /** Whether events of the stream may have personal data. */
    public boolean concerns(StreamId stream) {
        return names.containsKey(stream.type());
    }
}

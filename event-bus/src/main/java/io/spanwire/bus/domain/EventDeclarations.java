package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The events that a stream type's builder was given, with their upcasters and former names. Not thread-safe. */
final class EventDeclarations<S> {
    private record Declared<S, E>(Class<E> data, EventType.Evolution<S, E> evolution, PersonalData personal) {
        EventType<S, E> named(String name, List<EventType.Upcaster> upcasters, Set<String> formerNames) {
            return new EventType<>(name, data, evolution, upcasters, formerNames, personal);
        }
    }

    private final String streamType;
    private final Map<String, Declared<S, ?>> events = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, EventType.Upcaster>> upcasters = new LinkedHashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    EventDeclarations(String streamType) {
        this.streamType = streamType;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    <E> void add(String event, Class<E> data, EventType.Evolution<S, E> evolution) {
        KebabCase.check("event", event);
        boolean sameClass =
                events.values().stream().anyMatch(other -> other.data().equals(data));
        require(!sameClass, "has the event's record " + data.getSimpleName() + " twice");
        boolean isForgotten = data.equals(SubjectForgotten.class);
        require(
                isForgotten == event.equals(SubjectForgotten.NAME),
                "must have SubjectForgotten and no other record as the event " + SubjectForgotten.NAME);
        require(
                events.put(event, new Declared<>(data, evolution, PersonalData.of(data))) == null,
                "has the event " + event + " twice");
    }

    /** Whether an event has personal data. */
    boolean hasPersonal() {
        return events.values().stream().anyMatch(declared -> declared.personal().isPresent());
    }

    /** Adds the event that a subject was forgotten, if there are personal data and the domain has not declared it. */
    void addSubjectForgotten() {
        if (hasPersonal() && !events.containsKey(SubjectForgotten.NAME)) {
            add(SubjectForgotten.NAME, SubjectForgotten.class, (state, event) -> state);
        }
    }

    void upcast(String event, int version, EventType.Upcaster upcaster) {
        require(version >= 1, "has an upcaster of " + event + " from version " + version + ", but versions start at 1");
        boolean first =
                upcasters.computeIfAbsent(event, name -> new TreeMap<>()).put(version, upcaster) == null;
        require(first, "has the upcaster of " + event + " from version " + version + " twice");
    }

    void rename(String formerName, String event) {
        KebabCase.check("event", formerName);
        require(renamed.put(formerName, event) == null, "has the former event name " + formerName + " twice");
    }

    /** The complete events by their full names. */
    Map<String, EventType<S, ?>> build() {
        upcasters.keySet().forEach(event -> requireKnown(event, "an upcaster of"));
        renamed.forEach((formerName, event) -> {
            requireKnown(event, "the former name " + formerName + " of");
            require(!events.containsKey(formerName), "has the former event name " + formerName + " as an event, too");
        });
        Map<String, EventType<S, ?>> built = new LinkedHashMap<>();
        events.forEach((event, declared) ->
                built.put(fullName(event), declared.named(fullName(event), chain(event), formerNames(event))));
        return built;
    }

    private List<EventType.Upcaster> chain(String event) {
        List<EventType.Upcaster> chain = new ArrayList<>();
        upcasters.getOrDefault(event, new TreeMap<>()).forEach((version, upcaster) -> {
            int next = chain.size() + 1;
            require(
                    version == next,
                    "has an upcaster of " + event + " from version " + version + ", but none from version " + next);
            chain.add(upcaster);
        });
        return chain;
    }

    private Set<String> formerNames(String event) {
        Set<String> names = new LinkedHashSet<>();
        renamed.forEach((formerName, current) -> {
            if (current.equals(event)) {
                names.add(fullName(formerName));
            }
        });
        return names;
    }

    private String fullName(String event) {
        return streamType + '.' + event;
    }

    private void requireKnown(String event, String what) {
        require(events.containsKey(event), "has " + what + " the event " + event + ", which it does not have");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("Stream type " + streamType + ' ' + otherwise);
        }
    }
}

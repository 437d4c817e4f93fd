package io.spanwire.bus.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An event of a stream type: its full name, e.g. {@code chat.message-posted}, the record of its data, and how it
 * changes the state. Events stored before the record changed are read through its upcasters.
 *
 * @param upcasters the first converts the data of version 1 to that of version 2, and so on
 * @param formerNames the full names that the event had before
 * @param personal the personal components of its record
 * @param <S> the stream's state
 * @param <E> the event's record
 */
public record EventType<S, E>(
        String name,
        Class<E> data,
        Evolution<S, E> evolution,
        List<Upcaster> upcasters,
        Set<String> formerNames,
        PersonalData personal) {
    public EventType {
        upcasters = List.copyOf(upcasters);
        formerNames = Set.copyOf(formerNames);
    }

    /** The version of the record: 1 and one more for each upcaster. */
    public int version() {
        return 1 + upcasters.size();
    }

    /** All names that stored events may have: the current one and the former ones. */
    public Set<String> storedNames() {
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        names.addAll(formerNames);
        return names;
    }

    /** The data of a stored version as data of the current version. May change the given data. */
    public ObjectNode upcast(int from, ObjectNode stored) {
        ObjectNode current = stored;
        for (Upcaster upcaster : upcasters.subList(from - 1, upcasters.size())) {
            current = upcaster.upcast(current);
        }
        return current;
    }

    /** Applies one kind of event: a pure function that must not fail, because the event is already committed. */
    @FunctionalInterface
    public interface Evolution<S, E> {
        S apply(S state, RecordedEvent<E> event);
    }

    /**
     * The versions of earlier events of the stream whose personal data an event makes unreadable: a pure function of the
     * state before the event.
     */
    @FunctionalInterface
    public interface Forgetting<S, E> {
        List<Long> versions(S before, RecordedEvent<E> event);
    }

    /** Converts the data of one version to that of the next: a pure function, which may change and return its argument. */
    @FunctionalInterface
    public interface Upcaster {
        ObjectNode upcast(ObjectNode data);
    }
}

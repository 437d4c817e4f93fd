package io.spanwire.edge.security;

import java.util.List;
import java.util.Optional;

/** The keys of sessions, the same on every node: the newest signs, all verify. A token names its key ({@code kid}). */
public final class SessionKeys {
    private static final int MAX = 16;

    private final List<SessionKey> oldestFirst;

    /** @throws IllegalArgumentException when there is none, or so many that it must be a mistake */
    public SessionKeys(List<SessionKey> oldestFirst) {
        if (oldestFirst.isEmpty() || oldestFirst.size() > MAX) {
            throw new IllegalArgumentException("There must be 1 to " + MAX + " session keys");
        }
        this.oldestFirst = List.copyOf(oldestFirst);
    }

    public static SessionKeys of(SessionKey key) {
        return new SessionKeys(List.of(key));
    }

    SessionKey newest() {
        return oldestFirst.get(oldestFirst.size() - 1);
    }

    Optional<SessionKey> withId(String id) {
        return oldestFirst.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    List<SessionKey> all() {
        return oldestFirst;
    }

    @Override
    public String toString() {
        return oldestFirst.size() + " session keys";
    }
}

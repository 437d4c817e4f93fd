package io.spanwire.bus.message;

import java.util.Map;
import java.util.Set;

/**
 * The person or program that sends or reads. The subject is its stable identity and becomes an event's {@code actor};
 * the name is for display; claims come from the identity provider (small strings only).
 */
public record Caller(String subject, String name, Map<String, String> claims) {
    /** The claim that has the roles, separated by spaces. */
    public static final String ROLES = "roles";

    /** How the subjects of reactions begin. */
    public static final String REACTION = "reaction:";

    /** How the subjects of timers begin. */
    public static final String TIMER = "timer:";

    private static final int MAX_LENGTH = 256;

    public Caller {
        if (subject.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("U+0000 cannot be stored");
        }
        if (subject.isBlank() || subject.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A caller's subject has 1 to " + MAX_LENGTH + " characters");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A caller's name has at most " + MAX_LENGTH + " characters");
        }
        claims = Map.copyOf(claims);
    }

    /** The roles that the identity provider, or the creator of a service token, gave the caller. */
    public Set<String> roles() {
        String roles = claims.getOrDefault(ROLES, "");
        return roles.isEmpty() ? Set.of() : Set.of(roles.split(" ", -1));
    }

    /** Whether it is a reaction or a timer, which no client can be: nobody sends its commands again. */
    public boolean hasInternalSubject() {
        return subject.startsWith(REACTION) || subject.startsWith(TIMER);
    }

    /** A caller without claims. */
    public static Caller of(String subject, String name) {
        return new Caller(subject, name, Map.of());
    }
}

package io.spanwire.bus.message;

import java.util.Map;

/**
 * Who sends or reads. The subject is the caller's stable identity and becomes an event's {@code actor}; the name is for
 * people; claims are what the identity provider says of them (small strings only).
 */
public record Caller(String subject, String name, Map<String, String> claims) {
    private static final int LONGEST = 256;

    public Caller {
        if (subject.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("U+0000 cannot be stored");
        }
        if (subject.isBlank() || subject.length() > LONGEST) {
            throw new IllegalArgumentException("A caller's subject has 1 to " + LONGEST + " characters");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("A caller's name has at most " + LONGEST + " characters");
        }
        claims = Map.copyOf(claims);
    }

    /** A caller without further claims. */
    public static Caller of(String subject, String name) {
        return new Caller(subject, name, Map.of());
    }
}

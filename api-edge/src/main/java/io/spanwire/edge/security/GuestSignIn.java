package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import java.util.Map;
import java.util.Set;

/**
 * Whether anyone may sign in by giving a name, and the roles that they then have.
 *
 * @param roles none, unless a developer tries what others may do
 */
public record GuestSignIn(boolean isAllowed, Set<String> roles) {
    public GuestSignIn {
        roles = Set.copyOf(roles);
    }

    /** Guests without roles, if they are allowed. */
    public static GuestSignIn of(boolean isAllowed) {
        return new GuestSignIn(isAllowed, Set.of());
    }

    Caller caller(String subject, String name) {
        return roles.isEmpty()
                ? Caller.of(subject, name)
                : new Caller(subject, name, Map.of(Caller.ROLES, String.join(" ", roles)));
    }
}

package io.spanwire.edge.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service token that was created; not the token itself.
 *
 * @param id its {@code jti}
 * @param name of the service; the caller's subject is {@code service-<name>}
 * @param key the id of the key that signed it
 * @param revoked when it was revoked, if it was
 */
public record ServiceToken(
        String id,
        String name,
        List<String> roles,
        String key,
        Instant created,
        Instant expires,
        Optional<Instant> revoked) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern ROLE = Pattern.compile("[!-~]{1,128}");

    /** @throws IllegalArgumentException with the rule that the name or a role breaks */
    public ServiceToken {
        roles = List.copyOf(roles);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a service has 1 to 64 characters of a-z, 0-9, dot, hyphen and underscore");
        }
        if (!roles.stream().allMatch(role -> ROLE.matcher(role).matches())
                || String.join(" ", roles).length() > 1_000) {
            throw new IllegalArgumentException(
                    "A role has 1 to 128 visible characters, all roles together at most 1,000");
        }
    }

    public String subject() {
        return "service-" + name;
    }

    /** Whether it can be used at this time. */
    public boolean isActive(Instant now) {
        return revoked.isEmpty() && now.isBefore(expires);
    }

    ServiceToken revokedAt(Instant time) {
        return new ServiceToken(id, name, roles, key, created, expires, Optional.of(time));
    }
}

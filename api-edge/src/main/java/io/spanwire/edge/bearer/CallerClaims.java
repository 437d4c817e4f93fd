package io.spanwire.edge.bearer;

import com.nimbusds.jwt.JWTClaimsSet;
import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.DisplayNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which claims of the identity provider name the caller and its roles.
 *
 * @param name the claim with the name for display; a dotted path leads into objects
 * @param roles the claim with the roles, a list or a text with spaces, like {@code realm_access.roles}
 * @param roleMap the provider's roles that count, each with its role here; when empty, all count unchanged
 */
public record CallerClaims(String name, String roles, Map<String, String> roleMap) {
    private static final int MAX_SUBJECT = 256;
    private static final int MAX_ROLES = 1_000;
    private static final Pattern ROLE = Pattern.compile("[!-~]{1,128}");
    /** Of subjects that this server makes itself. */
    private static final List<String> RESERVED = List.of("guest-", "service-", Caller.REACTION, Caller.TIMER);

    public CallerClaims {
        roleMap = Map.copyOf(roleMap);
    }

    /** @throws TokenRefused when the subject is missing or not usable, or the roles do not fit into a session */
    public Caller caller(JWTClaimsSet claims) throws TokenRefused {
        String subject = subject(claims);
        String roles = roles(claims);
        String display = DisplayNames.cleaned(find(claims, name) instanceof String text ? text : "");
        return new Caller(
                subject,
                display.isEmpty() ? subject : display,
                roles.isEmpty() ? Map.of() : Map.of(Caller.ROLES, roles));
    }

    private static String subject(JWTClaimsSet claims) throws TokenRefused {
        @Nullable String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > MAX_SUBJECT || subject.indexOf('\0') >= 0) {
            throw new TokenRefused("the subject is missing or longer than " + MAX_SUBJECT + " characters");
        }
        if (RESERVED.stream().anyMatch(subject::startsWith)) {
            throw new TokenRefused("the subject begins like those of guests, services, reactions or timers");
        }
        return subject;
    }

    private String roles(JWTClaimsSet claims) throws TokenRefused {
        TreeSet<String> own = new TreeSet<>();
        granted(find(claims, roles))
                .filter(role -> roleMap.isEmpty() || roleMap.containsKey(role))
                .map(role -> roleMap.getOrDefault(role, role))
                .filter(role -> ROLE.matcher(role).matches())
                .forEach(own::add);
        String joined = String.join(" ", own);
        if (joined.length() > MAX_ROLES) {
            throw new TokenRefused(
                    "the roles have more than " + MAX_ROLES + " characters; choose some with claims.role-map");
        }
        return joined;
    }

    private static Stream<String> granted(@Nullable Object value) {
        if (value instanceof String text) {
            return Stream.of(text.split(" ", -1));
        }
        return value instanceof Collection<?> list ? list.stream().map(String::valueOf) : Stream.empty();
    }

    /** The claim of the whole name, which may have dots itself, or else the value at the path. */
    private static @Nullable Object find(JWTClaimsSet claims, String path) {
        @Nullable Object value = claims.getClaim(path);
        if (value != null) {
            return value;
        }
        value = claims.getClaims();
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }
}

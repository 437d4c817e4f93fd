package io.spanwire.bus.domain;

import java.util.List;

/**
 * The unit that a team deploys: commands, the events they become, the tables they fill and the access rules. Packed as
 * a jar with its name in {@code META-INF/services/io.spanwire.bus.domain.Domain} and found by
 * {@link java.util.ServiceLoader}, which needs a public no-argument constructor; or passed to the launcher in code:
 *
 * <pre>{@code
 * try (Spanwire spanwire = Spanwire.start(SettingsReader.embedded(Map.of("port", "8443")), new AuctionDomain())) { … }
 * }</pre>
 *
 * <p>Migrations are classpath resources {@code db/<name>/V001__….sql}; they run, like the statements of projections and
 * views, in the schema {@code read_model}. Resources under {@code META-INF/resources/} are served as web pages.
 */
public interface Domain {
    /** {@code [a-z][a-z0-9_]{0,31}}; also the folder of its migrations. */
    String name();

    List<StreamType<?>> streamTypes();

    default List<Projection> projections() {
        return List.of();
    }

    default List<Reaction> reactions() {
        return List.of();
    }

    default List<View> views() {
        return List.of();
    }

    /**
     * Who may do what; unless overridden, nobody may do anything. "Everyone who is signed in may do everything" is
     * {@link Access#signedIn()}.
     */
    default Access access() {
        return AccessRules.builder().build();
    }
}

package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The check of the domains' projections against those that filled this database, when a worker starts. One with a higher
 * version, or new to an old history, is rebuilt from the events if it declares its tables. Otherwise the higher version
 * is refused, and the new one lacks the events before it. Blocking.
 */
public final class KnownProjections {
    private static final String ACTOR = "start";

    private final Domains domains;
    private final Set<String> accepted;

    /** @param accepted {@code name:version} of projections whose tables a migration has completed */
    public KnownProjections(Domains domains, Set<String> accepted) {
        this.domains = domains;
        this.accepted = Set.copyOf(accepted);
    }

    private record Known(String name, int version, long missing) {}

    /**
     * Compares and records the projections, and requests their rebuilds.
     *
     * @param worker the login of the worker
     * @return a sentence for each that is rebuilt or lacks events
     * @throws InstallationMismatch when another version of a projection filled its tables
     * @throws DatabaseUnavailable when PostgreSQL does not answer
     */
    public List<String> compare(JdbcLogin worker) {
        return JdbcDatabase.run(worker, this::compare);
    }

    private List<String> compare(JdbcDatabase transaction) {
        boolean first = !transaction
                .query("lock-projections.sql", row -> row.getBoolean(1))
                .get(0);
        Map<String, Known> known = transaction
                .query(
                        "known-projections.sql",
                        row -> new Known(row.getString("name"), row.getInt("version"), row.getLong("missing")))
                .stream()
                .collect(Collectors.toMap(Known::name, Function.identity()));
        List<String> notices = new ArrayList<>();
        for (Projection projection : domains.projections()) {
            if (first || accepted.contains(projection.name() + ':' + projection.version())) {
                record(transaction, projection, projection.version(), 0);
            } else {
                compare(transaction, projection, Optional.ofNullable(known.get(projection.name())))
                        .ifPresent(notices::add);
            }
        }
        transaction.update("projections-recorded.sql");
        return notices;
    }

    private Optional<String> compare(JdbcDatabase transaction, Projection projection, Optional<Known> known) {
        boolean rebuilt = !projection.tables().isEmpty();
        if (known.isEmpty()) {
            long missing = storedEvents(transaction, projection);
            int filled = missing > 0 && rebuilt ? 0 : projection.version();
            record(transaction, projection, filled, missing);
            return missing == 0 ? Optional.empty() : Optional.of(lacking(transaction, projection, filled, missing));
        }
        int version = known.get().version();
        if (version > projection.version() || (version < projection.version() && !rebuilt)) {
            throw InstallationMismatch.projectionVersion(projection.name(), version, projection.version());
        }
        record(transaction, projection, version, known.get().missing());
        if (version > 0 && version < projection.version()) {
            requestRebuild(transaction, projection);
            return Optional.of("Projection " + projection.name() + " has version " + projection.version()
                    + " now: its tables, of version " + version
                    + ", are rebuilt from the events. Until then views show them as they are.");
        }
        long missing = known.get().missing();
        return missing == 0 ? Optional.empty() : Optional.of(lacking(transaction, projection, version, missing));
    }

    private String lacking(JdbcDatabase transaction, Projection projection, int version, long events) {
        String lacks = "Projection " + projection.name() + " lacks " + events
                + " events that were stored before it was added: ";
        if (projection.tables().isEmpty()) {
            return lacks + "it cannot be rebuilt, because it does not declare its tables.";
        }
        requestRebuild(transaction, projection);
        return lacks + "its tables are built from the events. Until then its views "
                + (version == 0 ? "answer 503." : "show them as they are.");
    }

    private long storedEvents(JdbcDatabase transaction, Projection projection) {
        String[] types = domains.eventTypes(projection).toArray(String[]::new);
        return transaction
                .query("count-events.sql", row -> row.getLong(1), types, types)
                .get(0);
    }

    private void record(JdbcDatabase transaction, Projection projection, int version, long missing) {
        transaction.update(
                "record-projection.sql",
                projection.name(),
                version,
                missing,
                projection.version(),
                tables(projection),
                forgetting(projection));
    }

    /** What it does when a subject is forgotten. */
    private String forgetting(Projection projection) {
        if (!domains.isPersonal(projection)) {
            return "none";
        }
        return projection.handlesForgetting() ? "event" : "rebuild";
    }

    /** Leaves a rebuild to this version alone that has not ended. */
    private static void requestRebuild(JdbcDatabase transaction, Projection projection) {
        transaction.query(
                "request-rebuild.sql",
                row -> row.getObject(1),
                projection.name(),
                projection.version(),
                tables(projection),
                ACTOR,
                projection.name(),
                projection.version());
    }

    private static String[] tables(Projection projection) {
        return projection.tables().toArray(String[]::new);
    }
}

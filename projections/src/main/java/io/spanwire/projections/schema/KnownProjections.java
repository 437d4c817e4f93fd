package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The check of the domains' projections against those that filled this database, when a worker starts. Read models
 * cannot be rebuilt yet: a projection with another version is refused; one that is new to an old history lacks the
 * events before it. Blocking.
 */
public final class KnownProjections {
    private final Domains domains;
    private final Set<String> accepted;

    /** @param accepted {@code name:version} of projections whose tables a migration has completed */
    public KnownProjections(Domains domains, Set<String> accepted) {
        this.domains = domains;
        this.accepted = Set.copyOf(accepted);
    }

    private record Known(String name, int version, long missing) {}

    /**
     * Compares and records the projections.
     *
     * @return how many events each projection lacks, by its name; without those that lack none
     * @throws InstallationMismatch when another version of a projection filled its tables
     * @throws DatabaseUnavailable when PostgreSQL does not answer
     */
    public Map<String, Long> compare(SchemaOwner owner) {
        return JdbcDatabase.run(owner, this::compare);
    }

    private Map<String, Long> compare(JdbcDatabase transaction) {
        boolean first = !transaction
                .query("lock-projections.sql", row -> row.getBoolean(1))
                .get(0);
        Map<String, Known> known = transaction
                .query(
                        "known-projections.sql",
                        row -> new Known(row.getString("name"), row.getInt("version"), row.getLong("missing")))
                .stream()
                .collect(Collectors.toMap(Known::name, Function.identity()));
        Map<String, Long> missing = new TreeMap<>();
        for (Projection projection : domains.projections()) {
            long lacking = first
                    ? record(transaction, projection, 0)
                    : compare(transaction, projection, Optional.ofNullable(known.get(projection.name())));
            if (lacking > 0) {
                missing.put(projection.name(), lacking);
            }
        }
        transaction.update("projections-recorded.sql");
        return missing;
    }

    private long compare(JdbcDatabase transaction, Projection projection, Optional<Known> known) {
        if (accepted.contains(projection.name() + ':' + projection.version())) {
            return record(transaction, projection, 0);
        }
        if (known.isEmpty()) {
            return record(transaction, projection, storedEvents(transaction, projection));
        }
        if (known.get().version() != projection.version()) {
            throw InstallationMismatch.projectionVersion(
                    projection.name(), known.get().version(), projection.version());
        }
        return known.get().missing();
    }

    private long storedEvents(JdbcDatabase transaction, Projection projection) {
        String[] types = domains.streamTypes().stream()
                .flatMap(stream -> stream.events().stream())
                .filter(event -> !projection.steps(event.data()).isEmpty())
                .map(EventType::name)
                .toArray(String[]::new);
        return transaction
                .query("count-events.sql", row -> row.getLong(1), (Object) types)
                .get(0);
    }

    private static long record(JdbcDatabase transaction, Projection projection, long missing) {
        transaction.update("record-projection.sql", projection.name(), projection.version(), missing);
        return missing;
    }
}

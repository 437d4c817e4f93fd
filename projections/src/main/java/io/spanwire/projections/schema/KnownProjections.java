package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The record of the projections that fill this database, compared with those of the domains when a worker starts. Read models
 * cannot be rebuilt yet: one with another version is refused, one that is new to an old history lacks what came before it.
 * Blocking.
 */
public final class KnownProjections {
    private static final Sql KNOWN = Sql.beside(KnownProjections.class, "known-projections.sql");
    private static final Sql LOCK = Sql.beside(KnownProjections.class, "lock-projections.sql");
    private static final Sql COUNT = Sql.beside(KnownProjections.class, "count-events.sql");
    private static final Sql RECORD = Sql.beside(KnownProjections.class, "record-projection.sql");
    private static final Sql RECORDED = Sql.beside(KnownProjections.class, "projections-recorded.sql");

    private final Domains domains;
    private final Set<String> accepted;

    /**
     * The projections of these domains.
     *
     * @param accepted {@code name:version} of those whose tables are complete, because a migration made them so
     */
    public KnownProjections(Domains domains, Set<String> accepted) {
        this.domains = domains;
        this.accepted = Set.copyOf(accepted);
    }

    private record Known(int version, long missing) {}

    /**
     * Compares and records them.
     *
     * @return how many events a projection lacks, by its name; those that lack none are left out
     * @throws InstallationMismatch when the tables of one were filled by another version of it
     * @throws DatabaseUnavailable when PostgreSQL does not answer
     */
    public Map<String, Long> compare(SchemaOwner owner) {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            connection.setAutoCommit(false);
            Map<String, Long> missing = compare(connection);
            connection.commit();
            return missing;
        } catch (SQLException failed) {
            throw new DatabaseUnavailable("The database did not tell which projections filled it", failed);
        }
    }

    private Map<String, Long> compare(Connection connection) throws SQLException {
        boolean first = !recordedBefore(connection);
        Map<String, Known> known = known(connection);
        Map<String, Long> missing = new TreeMap<>();
        for (Projection projection : domains.projections()) {
            long lacking = first
                    ? record(connection, projection, 0)
                    : compare(connection, projection, Optional.ofNullable(known.get(projection.name())));
            if (lacking > 0) {
                missing.put(projection.name(), lacking);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORDED.text())) {
            statement.executeUpdate();
        }
        return missing;
    }

    private long compare(Connection connection, Projection projection, Optional<Known> known) throws SQLException {
        if (accepted.contains(projection.name() + ':' + projection.version())) {
            return record(connection, projection, 0);
        }
        if (known.isEmpty()) {
            return record(connection, projection, storedEvents(connection, projection));
        }
        if (known.get().version() != projection.version()) {
            throw InstallationMismatch.projectionVersion(
                    projection.name(), known.get().version(), projection.version());
        }
        return known.get().missing();
    }

    private static boolean recordedBefore(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK.text());
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Map<String, Known> known(Connection connection) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN.text());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.put(rows.getString("name"), new Known(rows.getInt("version"), rows.getLong("missing")));
            }
        }
        return known;
    }

    private long storedEvents(Connection connection, Projection projection) throws SQLException {
        String[] types = domains.streamTypes().stream()
                .flatMap(stream -> stream.events().stream())
                .filter(event -> !projection.steps(event.data()).isEmpty())
                .map(EventType::name)
                .toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(COUNT.text())) {
            statement.setArray(1, connection.createArrayOf("text", types));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long record(Connection connection, Projection projection, long missing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECORD.text())) {
            statement.setString(1, projection.name());
            statement.setInt(2, projection.version());
            statement.setLong(3, missing);
            statement.executeUpdate();
            return missing;
        }
    }
}

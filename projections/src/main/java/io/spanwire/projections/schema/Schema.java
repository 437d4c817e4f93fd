package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Sql;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to what this program needs: Spanwire's tables, then each domain's, then the installation's identity.
 * Blocking; runs once, before the roles start. Several processes may do it at the same time: Flyway takes a lock.
 */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String OWN = "spanwire";
    private static final String OWN_MIGRATIONS = "classpath:io/spanwire/projections/schema/migration";
    private static final String READ_MODEL = "read_model";

    /** Of migrations that were applied and are not among those at hand. */
    private static final Set<MigrationState> UNKNOWN = EnumSet.of(
            MigrationState.FUTURE_SUCCESS,
            MigrationState.FUTURE_FAILED,
            MigrationState.MISSING_SUCCESS,
            MigrationState.MISSING_FAILED);

    private static final Sql HEADS = Sql.beside(Schema.class, "heads.sql");

    private final SchemaOwner owner;

    public Schema(SchemaOwner owner) {
        this.owner = owner;
    }

    /**
     * Migrates and answers who this installation is.
     *
     * @param classes where the domains' migrations are found, {@code db/<domain>/V001__….sql}
     * @param partitions how many partitions a new installation gets
     * @throws InstallationMismatch when it was made with another number of partitions, or a domain is older than its tables
     * @throws DatabaseUnavailable when it was asked in vain
     */
    public InstallationIdentity prepare(Domains domains, ClassLoader classes, int partitions) {
        migrate(flyway(Schema.class.getClassLoader(), OWN, "flyway_history", OWN_MIGRATIONS));
        Map<Domain, Flyway> migrations = new LinkedHashMap<>();
        domains.all().forEach(domain -> migrations.put(domain, flyway(domain, classes)));
        migrations.forEach(Schema::refuseOlder);
        migrations.forEach((domain, flyway) -> {
            if (flyway.getConfiguration().getLocations().length > 0) {
                migrate(flyway);
            }
        });
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            return identify(connection, partitions);
        } catch (SQLException failed) {
            throw new DatabaseUnavailable("The database did not tell which installation it is", failed);
        }
    }

    /**
     * Ties the installation to the command log its offsets speak of; the first start records it.
     *
     * @param topic Kafka's id of the topic
     * @throws InstallationMismatch when it is tied to another one
     * @throws DatabaseUnavailable when it was asked in vain
     */
    public void tie(String topic) {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            String tied = tied(connection, topic);
            if (!tied.equals(topic)) {
                throw InstallationMismatch.commandLog(topic, tied);
            }
        } catch (SQLException failed) {
            throw new DatabaseUnavailable("The database did not tell which command log it belongs to", failed);
        }
    }

    /**
     * The last position of every partition.
     *
     * @throws DatabaseUnavailable when it was asked in vain
     */
    public Map<Integer, Long> heads() {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                PreparedStatement statement = connection.prepareStatement(HEADS.text());
                ResultSet rows = statement.executeQuery()) {
            Map<Integer, Long> heads = new HashMap<>();
            while (rows.next()) {
                heads.put(rows.getInt("partition"), rows.getLong("head"));
            }
            return heads;
        } catch (SQLException failed) {
            throw new DatabaseUnavailable("The database did not tell how far its history goes", failed);
        }
    }

    private static String tied(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update spanwire.installation set command_log = coalesce(command_log, ?) returning command_log")) {
            statement.setString(1, topic);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The installation has no identity");
                }
                return row.getString("command_log");
            }
        }
    }

    private Flyway flyway(Domain domain, ClassLoader classes) {
        String folder = "db/" + domain.name();
        String[] found = classes.getResource(folder) == null ? new String[0] : new String[] {"classpath:" + folder};
        return flyway(classes, READ_MODEL, "flyway_" + domain.name(), found);
    }

    private Flyway flyway(ClassLoader classes, String schema, String history, String... locations) {
        return Flyway.configure(classes)
                .dataSource(owner.url(), owner.user(), owner.password())
                .schemas(schema.equals(OWN) ? new String[] {OWN, READ_MODEL} : new String[] {schema})
                .defaultSchema(schema)
                .table(history)
                .locations(locations)
                .baselineOnMigrate(schema.equals(READ_MODEL))
                .baselineVersion("0")
                .placeholders(Map.of("worker", owner.worker(), "reader", owner.reader()))
                .connectRetries(3)
                .validateMigrationNaming(true)
                .load();
    }

    private static void migrate(Flyway flyway) {
        int applied = flyway.migrate().migrationsExecuted;
        LOG.info("schema ready history={} applied={}", flyway.getConfiguration().getTable(), applied);
    }

    /** A jar older than the tables would write to them what they no longer are. */
    private static void refuseOlder(Domain domain, Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (UNKNOWN.contains(applied.getState())) {
                throw InstallationMismatch.olderDomain(
                        domain.name(), applied.getVersion().getRawVersion(), Domains.origin(domain));
            }
        }
    }

    private static InstallationIdentity identify(Connection connection, int partitions) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "insert into spanwire.installation (partitions) values (?) on conflict do nothing", partitions);
        InstallationIdentity found = read(connection);
        if (found.partitions() != partitions) {
            throw InstallationMismatch.partitions(found.partitions(), partitions);
        }
        run(
                connection,
                "insert into spanwire.partition (partition) select generate_series(0, ? - 1) on conflict do nothing",
                partitions);
        connection.commit();
        return found;
    }

    private static void run(Connection connection, String sql, int parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, parameter);
            statement.executeUpdate();
        }
    }

    private static InstallationIdentity read(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select epoch, partitions from spanwire.installation");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("The installation has no identity");
            }
            return new InstallationIdentity(row.getObject("epoch", UUID.class), row.getInt("partitions"));
        }
    }
}

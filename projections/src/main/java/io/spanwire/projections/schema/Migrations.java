package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Spanwire's migrations and those of the domains, and which of them a database has. */
final class Migrations {
    private static final String SPANWIRE = "spanwire";
    private static final String READ_MODEL = "read_model";
    private static final String LOCATION = "classpath:io/spanwire/projections/schema/migration";

    private static final String[] SCHEMAS = {
        SPANWIRE, READ_MODEL, "read_model_next", "read_model_previous", "read_model_check"
    };

    /** The states of applied migrations that the jar does not contain. */
    private static final Set<MigrationState> UNKNOWN = EnumSet.of(
            MigrationState.FUTURE_SUCCESS,
            MigrationState.FUTURE_FAILED,
            MigrationState.MISSING_SUCCESS,
            MigrationState.MISSING_FAILED);

    private final JdbcLogin login;
    private final Map<String, String> roles;

    /** @param roles the names of the roles that migrations grant access to; not needed to look at them */
    Migrations(JdbcLogin login, Map<String, String> roles) {
        this.login = login;
        this.roles = roles;
    }

    Flyway ofSpanwire() {
        return flyway(Migrations.class.getClassLoader(), SPANWIRE, "flyway_history", LOCATION);
    }

    /** @param classes contains the domain's migrations, {@code db/<domain>/V001__….sql} */
    Flyway of(Domain domain, ClassLoader classes) {
        String folder = "db/" + domain.name();
        String[] found = classes.getResource(folder) == null ? new String[0] : new String[] {"classpath:" + folder};
        return flyway(classes, READ_MODEL, "flyway_" + domain.name(), found);
    }

    static boolean hasAny(Flyway flyway) {
        return flyway.getConfiguration().getLocations().length > 0;
    }

    /** The versions that the database lacks. */
    static List<String> pending(Flyway flyway) {
        return Stream.of(flyway.info().pending())
                .map(migration -> "V" + migration.getVersion().getRawVersion())
                .toList();
    }

    /** A jar older than the tables would write rows that no longer fit. */
    static void refuseOlder(Domain domain, Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (UNKNOWN.contains(applied.getState())) {
                throw InstallationMismatch.olderDomain(
                        domain.name(), applied.getVersion().getRawVersion(), Domains.origin(domain));
            }
        }
    }

    private Flyway flyway(ClassLoader classes, String schema, String history, String... locations) {
        return Flyway.configure(classes)
                .dataSource(login.url(), login.user(), login.password())
                .schemas(schema.equals(SPANWIRE) ? SCHEMAS : new String[] {schema})
                .defaultSchema(schema)
                .table(history)
                .locations(locations)
                .baselineOnMigrate(schema.equals(READ_MODEL))
                .baselineVersion("0")
                .placeholders(roles)
                .connectRetries(3)
                .validateMigrationNaming(true)
                .load();
    }
}

package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.start.UserFacingException;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner logs in through JDBC, worker and reader through Vert.x. */
class DatabaseRefusalIT {
    private static final Vertx VERTX = Vertx.vertx();

    private static Path folder;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start(@TempDir Path fresh) {
        folder = fresh;
        database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES);
    }

    @AfterAll
    static void stop() {
        database.close();
        VERTX.close().await();
    }

    @Test
    void wrongPassword() {
        DatabaseEndpoint endpoint = withLogins(
                "spanwire", new DatabaseLogin("spanwire_owner", "x"), new DatabaseLogin("spanwire_worker", "x"));

        assertThat(refusalOfOwner(endpoint))
                .hasMessage("PostgreSQL cannot be used as spanwire_owner: FATAL: password authentication"
                        + " failed for user \"spanwire_owner\"");
        assertThat(refusalOfWorker(endpoint))
                .hasMessage("PostgreSQL cannot be used as spanwire_worker: password authentication"
                        + " failed for user \"spanwire_worker\"");
        assertThat(refusalOfWorker(endpoint).advice()).contains("password in the settings");
    }

    @Test
    void unknownDatabase() {
        DatabaseEndpoint endpoint = withLogins(
                "nowhere", database.endpoint().owner(), database.endpoint().worker());

        assertThat(refusalOfOwner(endpoint)).hasMessageContaining("database \"nowhere\" does not exist");
        assertThat(refusalOfWorker(endpoint)).hasMessageContaining("database \"nowhere\" does not exist");
        assertThat(refusalOfWorker(endpoint).advice()).contains("database.name");
    }

    @Test
    void loginRejectedByPgHba() throws Exception {
        Path rules = folder.resolve("data").resolve("pg_hba.conf");
        String before = Files.readString(rules);
        Files.writeString(rules, "host all spanwire_worker all reject\n" + before);
        reloadConfiguration();

        UserFacingException refusal = refusalOfWorker(database.endpoint());

        assertThat(refusal).hasMessageContaining("pg_hba.conf rejects connection for host \"127.0.0.1\"");
        assertThat(refusal.advice()).contains("pg_hba.conf").contains("database.tls");
        Files.writeString(rules, before);
        reloadConfiguration();
        Await.started("worker", new DatabaseConnections(database.endpoint()).tryWorker(VERTX));
    }

    @Test
    void unreachableServer() {
        DatabaseEndpoint known = database.endpoint();
        DatabaseEndpoint endpoint =
                new DatabaseEndpoint("127.0.0.1", 1, known.name(), known.owner(), known.worker(), known.reader());

        assertThat(refusalOfOwner(endpoint).advice()).contains("database.host");
        assertThat(refusalOfWorker(endpoint).advice()).contains("database.host");
    }

    private static UserFacingException refusalOfOwner(DatabaseEndpoint endpoint) {
        SQLException refused = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(
                        endpoint.jdbcUrl(),
                        endpoint.owner().user(),
                        endpoint.owner().password()));
        return DatabaseRefusal.ofConnection(endpoint.owner().user(), new IllegalStateException(refused));
    }

    private static UserFacingException refusalOfWorker(DatabaseEndpoint endpoint) {
        return catchThrowableOfType(
                UserFacingException.class,
                () -> Await.started("worker", new DatabaseConnections(endpoint).tryWorker(VERTX)));
    }

    private static DatabaseEndpoint withLogins(String name, DatabaseLogin owner, DatabaseLogin worker) {
        DatabaseEndpoint endpoint = database.endpoint();
        return new DatabaseEndpoint(endpoint.host(), endpoint.port(), name, owner, worker, endpoint.reader());
    }

    private static void reloadConfiguration() throws Exception {
        String password =
                Files.readString(folder.resolve("secrets").resolve("postgres")).strip();
        try (Connection connection =
                        DriverManager.getConnection(database.endpoint().jdbcUrl(), "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }
}

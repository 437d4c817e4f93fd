package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
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

/** The owner logs in by JDBC, worker and reader as Vert.x does. */
class DatabaseRefusalIT {
    private static final Path BINARIES = Path.of("target", "postgres-binaries");
    private static final Vertx VERTX = Vertx.vertx();

    private static Path folder;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start(@TempDir Path fresh) {
        folder = fresh;
        database = EmbeddedDatabase.start(folder, BINARIES);
    }

    @AfterAll
    static void stop() {
        database.close();
        VERTX.close().await();
    }

    @Test
    void aWrongPassword() {
        DatabaseEndpoint facts =
                named("spanwire", new DatabaseLogin("spanwire_owner", "x"), new DatabaseLogin("spanwire_worker", "x"));

        assertThat(owner(facts))
                .hasMessage("PostgreSQL cannot be used as spanwire_owner: FATAL: password authentication"
                        + " failed for user \"spanwire_owner\"");
        assertThat(worker(facts))
                .hasMessage("PostgreSQL cannot be used as spanwire_worker: password authentication"
                        + " failed for user \"spanwire_worker\"");
        assertThat(worker(facts).advice()).contains("password in the settings");
    }

    @Test
    void anUnknownDatabase() {
        DatabaseEndpoint facts =
                named("nowhere", database.facts().owner(), database.facts().worker());

        assertThat(owner(facts)).hasMessageContaining("database \"nowhere\" does not exist");
        assertThat(worker(facts)).hasMessageContaining("database \"nowhere\" does not exist");
        assertThat(worker(facts).advice()).contains("database.name");
    }

    @Test
    void aLoginThatPgHbaDoesNotAdmit() throws Exception {
        Path rules = folder.resolve("data").resolve("pg_hba.conf");
        String before = Files.readString(rules);
        Files.writeString(rules, "host all spanwire_worker all reject\n" + before);
        reload();

        UserFacingException refusal = worker(database.facts());

        assertThat(refusal).hasMessageContaining("pg_hba.conf rejects connection for host \"127.0.0.1\"");
        assertThat(refusal.advice()).contains("pg_hba.conf").contains("without TLS");
        Files.writeString(rules, before);
        reload();
        Await.started("worker", new DatabaseConnections(database.facts()).tryWorker(VERTX));
    }

    @Test
    void aServerThatIsNotThere() {
        DatabaseEndpoint known = database.facts();
        DatabaseEndpoint facts =
                new DatabaseEndpoint("127.0.0.1", 1, known.name(), known.owner(), known.worker(), known.reader());

        assertThat(owner(facts).advice()).contains("database.host");
        assertThat(worker(facts).advice()).contains("database.host");
    }

    private static UserFacingException owner(DatabaseEndpoint facts) {
        SQLException refused = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(
                        facts.jdbcUrl(), facts.owner().user(), facts.owner().password()));
        return DatabaseRefusal.ofConnection(facts.owner().user(), new IllegalStateException(refused));
    }

    private static UserFacingException worker(DatabaseEndpoint facts) {
        return catchThrowableOfType(
                UserFacingException.class,
                () -> Await.started("worker", new DatabaseConnections(facts).tryWorker(VERTX)));
    }

    private static DatabaseEndpoint named(String name, DatabaseLogin owner, DatabaseLogin worker) {
        DatabaseEndpoint facts = database.facts();
        return new DatabaseEndpoint(facts.host(), facts.port(), name, owner, worker, facts.reader());
    }

    private static void reload() throws Exception {
        String password =
                Files.readString(folder.resolve("secrets").resolve("postgres")).strip();
        try (Connection connection =
                        DriverManager.getConnection(database.facts().jdbcUrl(), "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }
}

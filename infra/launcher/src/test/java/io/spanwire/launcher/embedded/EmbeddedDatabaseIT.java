package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    /** Unpacked once for all tests. */
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    @Test
    void dataAndPasswordsSurviveARestart(@TempDir Path folder) throws Exception {
        DatabaseEndpoint before;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, BINARIES)) {
            before = database.facts();
            execute(before, before.owner(), "create table note (body text)");
            execute(before, before.owner(), "insert into note values ('kept')");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, BINARIES)) {
            assertThat(database.facts()).isEqualTo(before);
            assertThat(text(before, before.owner(), "select body from note")).isEqualTo("kept");
        }
    }

    @Test
    void whatIsCommittedIsFlushedToDisk(@TempDir Path folder) {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, BINARIES)) {
            assertThat(database.durability())
                    .containsEntry("fsync", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("data_checksums", "on");
        }
    }

    @Test
    void rolesNeedTheirPasswordAndMayOnlyWhatTheyAreGranted(@TempDir Path folder) {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, BINARIES)) {
            DatabaseEndpoint facts = database.facts();
            DatabaseLogin guess = new DatabaseLogin(facts.owner().user(), "guess");

            assertThatThrownBy(() -> text(facts, guess, "select 1")).hasMessageContaining("password");
            assertThatThrownBy(() -> execute(facts, facts.worker(), "create table public.mine (a int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(facts, facts.reader(), "create schema mine"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void execute(DatabaseEndpoint facts, DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = connect(facts, login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(DatabaseEndpoint facts, DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = connect(facts, login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(DatabaseEndpoint facts, DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(facts.jdbcUrl(), login.user(), login.password());
    }
}

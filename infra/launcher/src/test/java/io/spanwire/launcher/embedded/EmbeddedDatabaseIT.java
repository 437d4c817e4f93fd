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
    @Test
    void dataAndPasswordsSurviveRestart(@TempDir Path folder) throws Exception {
        DatabaseEndpoint before;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES)) {
            before = database.endpoint();
            execute(before, before.owner(), "create table note (body text)");
            execute(before, before.owner(), "insert into note values ('kept')");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES)) {
            assertThat(database.endpoint()).isEqualTo(before);
            assertThat(text(before, before.owner(), "select body from note")).isEqualTo("kept");
        }
    }

    @Test
    void commitsAreFlushedToDisk(@TempDir Path folder) {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES)) {
            assertThat(database.durability())
                    .containsEntry("fsync", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("data_checksums", "on");
        }
    }

    @Test
    void rolesNeedPasswordAndHaveOnlyGrantedRights(@TempDir Path folder) {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES)) {
            DatabaseEndpoint endpoint = database.endpoint();
            DatabaseLogin wrong = new DatabaseLogin(endpoint.owner().user(), "wrong");

            assertThatThrownBy(() -> text(endpoint, wrong, "select 1")).hasMessageContaining("password");
            assertThatThrownBy(() -> execute(endpoint, endpoint.worker(), "create table public.mine (a int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(endpoint, endpoint.reader(), "create schema mine"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void execute(DatabaseEndpoint endpoint, DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = connect(endpoint, login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(DatabaseEndpoint endpoint, DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = connect(endpoint, login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(DatabaseEndpoint endpoint, DatabaseLogin login) throws SQLException {
        return DriverManager.getConnection(endpoint.jdbcUrl(), login.user(), login.password());
    }
}

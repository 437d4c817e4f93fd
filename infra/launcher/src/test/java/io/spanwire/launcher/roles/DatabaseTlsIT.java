package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.settings.DatabaseTls;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.tls.LocalAuthority;
import io.spanwire.projections.schema.InstalledSchema;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real PostgreSQL, whose certificate has the names localhost and 127.0.0.1; it listens on 127.0.0.2, too. */
class DatabaseTlsIT {
    private static final String ENCRYPTED = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    private static final Vertx VERTX = Vertx.vertx();

    private static EmbeddedPostgres server;
    private static Path authority;
    private static Path otherAuthority;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        LocalAuthority signing = LocalAuthority.create(Set.of("localhost"), Instant.now());
        LocalAuthority.Issued issued = signing.issue(Set.of("localhost"), Instant.now());
        authority = write(folder.resolve("authority file.pem"), signing.certificatePem());
        otherAuthority = write(
                folder.resolve("other.pem"),
                LocalAuthority.create(Set.of("localhost"), Instant.now()).certificatePem());
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig(
                        "ssl_cert_file",
                        write(folder.resolve("server.pem"), issued.chainPem()).toString())
                .setServerConfig(
                        "ssl_key_file",
                        write(folder.resolve("server.key"), issued.keyPem()).toString())
                .setServerConfig("listen_addresses", "127.0.0.1,127.0.0.2")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await();
        server.close();
    }

    @Test
    void connectionsAreEncrypted() throws Exception {
        DatabaseEndpoint endpoint = endpoint("localhost", DatabaseTls.verifyFull(Optional.of(authority)));

        assertThat(encryptedByJdbc(endpoint)).isTrue();
        assertThat(encryptedByVertx(endpoint)).isTrue();
    }

    @Test
    void withoutTlsTheyAreNot() throws Exception {
        DatabaseEndpoint endpoint = endpoint("localhost", DatabaseTls.DISABLED);

        assertThat(encryptedByJdbc(endpoint)).isFalse();
        assertThat(encryptedByVertx(endpoint)).isFalse();
    }

    @Test
    void otherNameIsRefused() {
        assertRefused(endpoint("127.0.0.2", DatabaseTls.verifyFull(Optional.of(authority))), "127.0.0.2");
    }

    @Test
    void otherAuthorityIsRefused() {
        assertRefused(endpoint("localhost", DatabaseTls.verifyFull(Optional.of(otherAuthority))), "certification path");
    }

    @Test
    void certificateThatJavaDoesNotTrustIsRefused() {
        assertRefused(endpoint("localhost", DatabaseTls.verifyFull(Optional.empty())), "certification path");
    }

    @Test
    void serverWithoutTlsIsRefused() throws Exception {
        try (EmbeddedPostgres plain = EmbeddedPostgres.builder().start()) {
            DatabaseLogin login = new DatabaseLogin("postgres", "");
            assertRefused(
                    new DatabaseEndpoint(
                            "localhost",
                            plain.getPort(),
                            "postgres",
                            DatabaseTls.verifyFull(Optional.of(authority)),
                            login,
                            login,
                            login),
                    "SSL");
        }
    }

    /** Both libraries refuse, with the settings to look at; only JDBC's says the reason. */
    private static void assertRefused(DatabaseEndpoint endpoint, String reason) {
        DatabaseConnections connections = new DatabaseConnections(endpoint);
        Throwable byJdbc = catchThrowable(() -> new InstalledSchema(connections.blocking(Role.WORKER)).heads());
        Throwable byVertx = catchThrowable(() -> Await.started("worker", connections.tryWorker(VERTX)));

        UserFacingException refusal = DatabaseRefusal.ofConnection("postgres", byJdbc);
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(refusal.advice()).contains("database.tls-root-certificate");
        assertThat(byVertx)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("SSL")
                .extracting(thrown -> ((UserFacingException) thrown).advice())
                .isEqualTo(refusal.advice());
    }

    private static boolean encryptedByJdbc(DatabaseEndpoint endpoint) throws Exception {
        try (Connection connection = DriverManager.getConnection(endpoint.jdbcUrl(), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ENCRYPTED)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static boolean encryptedByVertx(DatabaseEndpoint endpoint) {
        Pool pool = new DatabaseConnections(endpoint).readers(VERTX, 1);
        boolean encrypted =
                pool.query(ENCRYPTED).execute().await().iterator().next().getBoolean(0);
        pool.close().await();
        return encrypted;
    }

    private static DatabaseEndpoint endpoint(String host, DatabaseTls tls) {
        DatabaseLogin login = new DatabaseLogin("postgres", "");
        return new DatabaseEndpoint(host, server.getPort(), "postgres", tls, login, login, login);
    }

    private static Path write(Path file, String text) throws Exception {
        PrivateFiles.write(file, text);
        return file;
    }
}

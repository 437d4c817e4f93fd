package io.spanwire.launcher.embedded;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.commons.io.FileUtils;

/**
 * The steps of one start. The data carries a mark once its roles and database exist; data without the mark was never
 * used, because the first start was cut off, and is made anew.
 */
final class DatabaseStart {
    static final String LOG = "server.log";
    private static final String MARK = "spanwire-ready";
    private static final String NAME = "spanwire";
    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOG_LIMIT_BYTES = 16L << 20;

    private final Path home;
    private final Path data;
    private final Path binaries;
    private final Secrets secrets;
    private final int port;

    DatabaseStart(Path home, Path binaries) throws IOException {
        this.home = home;
        this.data = home.resolve("data");
        this.binaries = binaries;
        this.secrets = Secrets.in(home.resolve("secrets"));
        new Postmaster(data).stopLeftover();
        this.port = LoopbackPorts.keptIn(home.resolve("ports.properties")).claim("postgres");
    }

    EmbeddedDatabase run() throws IOException, SQLException {
        discardHalfMade();
        shortenLog();
        try {
            return prepared(launch());
        } catch (IOException | SQLException | RuntimeException e) {
            new Postmaster(data).stopLeftover();
            throw e;
        }
    }

    private void discardHalfMade() throws IOException {
        if (Files.exists(data) && !Files.exists(data.resolve(MARK))) {
            FileUtils.deleteDirectory(data.toFile());
        }
    }

    private void shortenLog() throws IOException {
        Path log = home.resolve(LOG);
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.delete(log);
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        // Its default is a folder in /tmp that other users of the machine may have prepared.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        String password = secrets.secret(SUPERUSER);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(port)
                .setConnectConfig("password", password)
                .setOutputRedirector(Redirect.appendTo(home.resolve(LOG).toFile()))
                .setErrorRedirector(Redirect.appendTo(home.resolve(LOG).toFile()))
                .setPGStartupWait(PATIENCE);
        PostgresSettings.initdb(secrets.file(SUPERUSER).toString()).forEach(builder::setLocaleConfig);
        PostgresSettings.server().forEach(builder::setServerConfig);
        return builder.start();
    }

    private EmbeddedDatabase prepared(EmbeddedPostgres server) throws IOException, SQLException {
        DatabaseEndpoint facts = facts(home, port);
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            if (!Files.exists(data.resolve(MARK))) {
                makeRolesAndDatabase(connection, facts);
                PrivateFiles.write(data.resolve(MARK), "The roles and the database exist.\n");
            }
            return new EmbeddedDatabase(server, data, facts, SetupStatements.durability(connection));
        }
    }

    private static void makeRolesAndDatabase(Connection connection, DatabaseEndpoint facts) throws SQLException {
        for (DatabaseLogin login : new DatabaseLogin[] {facts.owner(), facts.worker(), facts.reader()}) {
            SetupStatements.createRole(connection, login.user(), login.password());
        }
        SetupStatements.createDatabase(connection);
    }

    /** Where the database of that folder is, and who may log in. */
    static DatabaseEndpoint facts(Path home, int port) {
        Secrets secrets = Secrets.in(home.resolve("secrets"));
        return new DatabaseEndpoint(
                LoopbackPorts.HOST,
                port,
                NAME,
                login(secrets, "spanwire_owner"),
                login(secrets, "spanwire_worker"),
                login(secrets, "spanwire_reader"));
    }

    private static DatabaseLogin login(Secrets secrets, String role) {
        return new DatabaseLogin(role, secrets.secret(role));
    }
}

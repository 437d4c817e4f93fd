package io.spanwire.launcher.embedded;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.start.UserFacingException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * One start of the embedded database. A marker file in the data folder shows that its roles and database exist; data
 * without it comes from an interrupted first start, was never used, and is recreated.
 */
final class DatabaseStart {
    static final String LOG_FILE = "server.log";
    /** The major version of the server's programs, which read no data of another one. */
    static final String VERSION = "18";

    private static final String MARKER = "spanwire-ready";
    private static final String DATABASE = "spanwire";
    private static final String SUPERUSER = "postgres";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long MAX_LOG_BYTES = 16L << 20;

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
        this.port = LoopbackPorts.load(home.resolve("ports.properties")).claim("postgres");
    }

    EmbeddedDatabase run() throws IOException, SQLException {
        deleteIncompleteData();
        refuseOtherVersion(data);
        deleteLargeLog();
        try {
            return prepare(launch());
        } catch (IOException | SQLException | RuntimeException e) {
            new Postmaster(data).stopLeftover();
            throw e;
        }
    }

    private void deleteIncompleteData() throws IOException {
        if (Files.exists(data) && !Files.exists(data.resolve(MARKER))) {
            FileUtils.deleteDirectory(data.toFile());
        }
    }

    /** PostgreSQL itself would only end, and say why in its log. */
    static void refuseOtherVersion(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        String version = Files.exists(file) ? Files.readString(file).strip() : VERSION;
        if (!version.equals(VERSION)) {
            throw new UserFacingException(
                    "The data in " + data + " are of PostgreSQL " + version + ", but this Spanwire has PostgreSQL "
                            + VERSION + ". Nothing was changed.",
                    "Start the Spanwire that wrote them and run: spanwire export. Then import that file into a new"
                            + " folder with this one: spanwire import.");
        }
    }

    private void deleteLargeLog() throws IOException {
        Path log = home.resolve(LOG_FILE);
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.delete(log);
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        // The default is a folder in /tmp, which another user of the machine may have created.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        String password = secrets.secret(SUPERUSER);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(port)
                .setConnectConfig("password", password)
                .setOutputRedirector(Redirect.appendTo(home.resolve(LOG_FILE).toFile()))
                .setErrorRedirector(Redirect.appendTo(home.resolve(LOG_FILE).toFile()))
                .setPGStartupWait(TIMEOUT);
        PostgresSettings.initdb(secrets.file(SUPERUSER).toString()).forEach(builder::setLocaleConfig);
        PostgresSettings.SERVER.forEach(builder::setServerConfig);
        return builder.start();
    }

    private EmbeddedDatabase prepare(EmbeddedPostgres server) throws IOException, SQLException {
        DatabaseEndpoint endpoint = endpoint(home, port);
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            if (!Files.exists(data.resolve(MARKER))) {
                for (DatabaseLogin login : List.of(endpoint.owner(), endpoint.worker(), endpoint.reader())) {
                    SetupStatements.createRole(connection, login.user(), login.password());
                }
                SetupStatements.createDatabase(connection);
                PrivateFiles.write(data.resolve(MARKER), "The roles and the database exist.\n");
            }
            return new EmbeddedDatabase(server, data, endpoint, SetupStatements.durability(connection));
        }
    }

    /** The address and logins of the database in that folder. */
    static DatabaseEndpoint endpoint(Path home, int port) {
        Secrets secrets = Secrets.in(home.resolve("secrets"));
        return new DatabaseEndpoint(
                LoopbackPorts.HOST,
                port,
                DATABASE,
                login(secrets, "spanwire_owner"),
                login(secrets, "spanwire_worker"),
                login(secrets, "spanwire_reader"));
    }

    private static DatabaseLogin login(Secrets secrets, String role) {
        return new DatabaseLogin(role, secrets.secret(role));
    }
}

package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of {@code serve} that do not have the login of the schema's owner. */
class MigrationIT {
    private static Path folder;
    private static Foundation backends;

    @BeforeAll
    static void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        SettingSources sources = new SettingSources(
                Optional.empty(),
                Map.of(),
                Map.of("data", fresh.resolve("backends").toString()));
        PreparedDatabase.copyTo(fresh.resolve("backends"));
        backends = Foundation.start(SettingsReader.read(BackendMode.EMBEDDED, sources), ProgressListener.SILENT);
    }

    @AfterAll
    static void stop() {
        backends.close();
    }

    @Test
    void rolesStartOnlyAfterAMigrationAndWithoutTheOwner() {
        Settings worker = server("worker", Map.of("database.worker-password", password("worker")));
        Settings edge = server(
                "edge,notifier",
                Map.of(
                        "database.reader-password",
                        password("reader"),
                        "session-secret-file",
                        sessionSecret().toString(),
                        "port",
                        "0"));

        assertThatThrownBy(() -> start(worker))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("lacks the migrations V001")
                .hasMessageContaining("Run spanwire migrate");
        assertThatThrownBy(() -> start(edge)).hasMessageContaining("Run spanwire migrate");
        assertThatThrownBy(() -> migrate(Map.of("database.worker-password", password("worker"))))
                .hasMessageContaining("password of the database login spanwire_owner is missing");

        migrate(Map.of("database.owner-password", password("owner")));

        start(worker);
        start(edge);
    }

    private static void start(Settings settings) {
        try (Foundation foundation = Foundation.start(settings, ProgressListener.SILENT);
                Roles roles = Roles.start(settings, foundation.environment(), ProgressListener.SILENT)) {
            assertThat(roles.address().isPresent()).isEqualTo(settings.roles().size() == 2);
        }
    }

    private static void migrate(Map<String, String> passwords) {
        Settings settings = SettingsReader.readForOperator(
                BackendMode.EXTERNAL, sources("operator", Map.of("roles", "worker"), passwords));
        try (Foundation foundation = Foundation.start(settings, ProgressListener.SILENT)) {
            Migration.run(settings, foundation.environment(), ProgressListener.SILENT);
        }
    }

    private static Settings server(String roles, Map<String, String> more) {
        return SettingsReader.read(BackendMode.EXTERNAL, sources(roles, Map.of("roles", roles), more));
    }

    private static SettingSources sources(String name, Map<String, String> flags, Map<String, String> more) {
        DatabaseEndpoint database = backends.environment().database();
        KafkaSettings kafka = backends.environment().kafka();
        Map<String, String> all = new HashMap<>(flags);
        all.putAll(more);
        all.put("data", folder.resolve(name).toString());
        all.put("kafka.bootstrap", kafka.bootstrap());
        kafka.client().forEach((key, value) -> all.put("kafka.client." + key, value));
        all.put("database.host", database.host());
        all.put("database.port", Integer.toString(database.port()));
        return new SettingSources(Optional.empty(), Map.of(), all);
    }

    private static Path sessionSecret() {
        Secrets secrets = Secrets.in(folder.resolve("secrets"));
        assertThat(secrets.secret("session")).isNotEmpty();
        return secrets.file("session");
    }

    private static String password(String role) {
        return Secrets.in(folder.resolve("backends").resolve("postgres").resolve("secrets"))
                .secret("spanwire_" + role);
    }
}

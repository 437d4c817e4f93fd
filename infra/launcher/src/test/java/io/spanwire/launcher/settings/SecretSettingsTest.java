package io.spanwire.launcher.settings;

import static io.spanwire.launcher.settings.TestSettings.external;
import static io.spanwire.launcher.settings.TestSettings.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and other secrets, and the encryption that keeps them so. */
class SecretSettingsTest {
    @Test
    void secretsAreNotPrinted(@TempDir Path folder) throws Exception {
        Settings settings = external(folder, Map.of("kafka.client.sasl.jaas.config", "hidden-jaas"));

        assertThat(settings.toString()).contains("***").doesNotContain("hidden");
    }

    @Test
    void whatWasSetIsListedWithoutSecrets() {
        SettingSources sources = new SettingSources(
                Optional.empty(),
                Map.of(
                        "SPANWIRE_DATABASE_READER_PASSWORD",
                        "hidden",
                        "SPANWIRE_KAFKA_CLIENT_SASL_JAAS_CONFIG",
                        "hidden"),
                Map.of("port", "1234", "database.owner-password-file", "/run/owner"));

        assertThat(sources.withoutSecrets())
                .isEqualTo(Map.of(
                        "port",
                        "1234",
                        "database.owner-password-file",
                        "/run/owner",
                        "database.reader-password",
                        "***",
                        "kafka.client.sasl.jaas.config",
                        "***"));
    }

    @Test
    void secretsAreReadFromFiles(@TempDir Path folder) throws Exception {
        Path worker = secret(folder, "worker", "from-a-file\n");
        Path kafka = secret(folder, "kafka", "sasl.mechanism=PLAIN\nsasl.jaas.config=from-a-file\n");

        Settings settings = external(
                folder,
                Map.of(
                        "database.worker-password",
                        "",
                        "database.worker-password-file",
                        worker.toString(),
                        "kafka.client-file",
                        kafka.toString(),
                        "kafka.client.sasl.mechanism",
                        "SCRAM-SHA-256"));

        assertThat(settings.database().external().orElseThrow().worker().password())
                .isEqualTo("from-a-file");
        assertThat(settings.kafka().client())
                .containsEntry("sasl.jaas.config", "from-a-file")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256");
        assertThat(settings.toString()).doesNotContain("from-a-file");
    }

    @Test
    void fileOfASecretIsReadFromTheEnvironment(@TempDir Path folder) throws Exception {
        Map<String, String> environment = Map.of(
                "SPANWIRE_DATABASE_OWNER_PASSWORD_FILE",
                secret(folder, "owner", "from-a-file").toString(),
                "SPANWIRE_KAFKA_CLIENT_FILE",
                secret(folder, "kafka", "a=b").toString());

        Settings settings = SettingsReader.readForOperator(
                BackendMode.EXTERNAL,
                new SettingSources(
                        Optional.empty(),
                        environment,
                        Map.of("kafka.bootstrap", "a:1", "database.host", "b", "roles", "worker")));

        assertThat(settings.database().external().orElseThrow().owner().password())
                .isEqualTo("from-a-file");
        assertThat(settings.kafka().client()).isEqualTo(Map.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----"})
    void filesThatOtherUsersCanReadOrReplaceAreRefused(String mode, @TempDir Path folder) throws Exception {
        Path open = secret(folder, "open", "a=b");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));

        for (String key : List.of("database.reader-password-file", "kafka.client-file", "tls.key")) {
            Map<String, String> flags = new HashMap<>(Map.of(key, open.toString(), "database.reader-password", ""));
            if (key.equals("tls.key")) {
                flags.put("tls.certificate", open.toString());
                flags.put("database.reader-password", "x");
            }
            assertThatThrownBy(() -> external(folder, flags))
                    .hasMessageContaining(key)
                    .hasMessageContaining("other users can read or replace");
        }
    }

    @Test
    void aSecretIsGivenOnce(@TempDir Path folder) throws Exception {
        String file = secret(folder, "worker", "x").toString();

        assertThatThrownBy(() -> external(folder, Map.of("database.worker-password-file", file)))
                .hasMessageContaining("database.worker-password-file and database.worker-password are both set");
    }

    @Test
    void aProcessNeedsThePasswordsOfItsRolesOnly(@TempDir Path folder) throws Exception {
        DatabaseEndpoint ofWorker = external(
                        folder,
                        Map.of("roles", "worker", "database.owner-password", "", "database.reader-password", ""))
                .database()
                .external()
                .orElseThrow();
        DatabaseEndpoint ofEdge = external(
                        folder, Map.of("roles", "edge", "database.owner-password", "", "database.worker-password", ""))
                .database()
                .external()
                .orElseThrow();

        assertThat(ofWorker.owner().isKnown()).isFalse();
        assertThat(ofEdge.reader().password()).isEqualTo("hidden-3");
        assertThatThrownBy(() -> ofWorker.owner().password())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("spanwire_owner");
        assertThatThrownBy(() -> external(folder, Map.of("roles", "edge", "database.reader-password", "")))
                .hasMessageContaining("database.reader-password is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org, '', verify-full",
        "db.example.org, disable, disable",
        "localhost, '', disable",
        "127.0.0.1, '', disable",
        "localhost, verify-full, verify-full"
    })
    void databaseOnAnotherMachineIsReachedByTlsUnlessSaidOtherwise(
            String host, String tls, String mode, @TempDir Path folder) throws Exception {
        DatabaseEndpoint endpoint = external(folder, Map.of("database.host", host, "database.tls", tls))
                .database()
                .external()
                .orElseThrow();

        assertThat(endpoint.tls().verified()).isEqualTo(mode.equals("verify-full"));
        assertThat(endpoint.jdbcUrl()).contains("sslmode=" + mode);
    }

    @Test
    void weakerModesOfTlsAreUnknown(@TempDir Path folder) {
        assertThatThrownBy(() -> external(folder, Map.of("database.tls", "require")))
                .hasMessageContaining("database.tls is require, neither verify-full nor disable");
    }
}

package io.spanwire.launcher.settings;

import static io.spanwire.launcher.settings.TestSettings.embedded;
import static io.spanwire.launcher.settings.TestSettings.external;
import static io.spanwire.launcher.settings.TestSettings.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.edge.budget.TokenRate;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @Test
    void defaultsAreThoseOfUp() {
        Settings settings = embedded(Map.of());

        assertThat(settings.http().port()).isEqualTo(8443);
        assertThat(settings.http().guestSignIn()).isTrue();
        assertThat(settings.kafka().partitions()).isEqualTo(4);
        assertThat(settings.kafka().partitionsRequired()).isFalse();
        assertThat(settings.worker().lanes()).isEqualTo(1);
        assertThat(settings.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(settings.database().external()).isEmpty();
        assertThat(settings.management().port()).isEmpty();
    }

    @Test
    void flagsMayHaveThePrefixOfTheFile() {
        assertThat(embedded(Map.of("spanwire.port", "9443")).http().port()).isEqualTo(9443);
    }

    @Test
    void serveSpreadsWorkWiderThanUp(@TempDir Path folder) throws Exception {
        Settings settings = external(folder, Map.of());

        assertThat(settings.kafka().partitions()).isEqualTo(24);
        assertThat(settings.kafka().partitionsRequired()).isFalse();
        assertThat(settings.worker().lanes()).isEqualTo(2);
    }

    @Test
    void givenPartitionsAreRequired() {
        Settings settings = embedded(Map.of("partitions", "12"));

        assertThat(settings.kafka().partitions()).isEqualTo(12);
        assertThat(settings.kafka().partitionsRequired()).isTrue();
    }

    @Test
    void proxiesAreAddressesOrNetworks() {
        assertThat(embedded(Map.of("proxies.trusted", "10.0.0.0/8, ::1"))
                        .limits()
                        .proxies()
                        .networks())
                .containsExactly("10.0.0.0/8", "::1");
        assertThatThrownBy(() -> embedded(Map.of("proxies.trusted", "proxy.example.org")))
                .hasMessageContaining("proxies.trusted", "proxy.example.org");
        assertThatThrownBy(() -> embedded(Map.of("proxies.protocol", "true"))).hasMessageContaining("proxies.trusted");
    }

    @Test
    void ratesAllowBursts() {
        assertThat(embedded(Map.of("rate.reads", "7")).limits().budgets().callerReads())
                .isEqualTo(new TokenRate(14, 7));
    }

    @Test
    void outcomesAreKeptAsLongAsCommandsAtLeast() {
        assertThat(embedded(Map.of()).storage().outcomes()).isEmpty();
        assertThat(embedded(Map.of("keep.outcomes", "7")).storage().outcomes()).contains(Duration.ofDays(7));
        assertThatThrownBy(() -> embedded(Map.of("keep.outcomes", "6")))
                .hasMessage("The setting keep.outcomes is 6, fewer days than the 7 of keep.commands.");
        assertThatThrownBy(() -> embedded(Map.of("keep.outcomes", "29", "keep.commands", "30")))
                .hasMessageContaining("fewer days than the 30 of keep.commands");
    }

    @Test
    void flagsOverrideEnvironmentAndEnvironmentOverridesFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("spanwire.properties"),
                "spanwire.port=1001\nspanwire.lanes=3\nspanwire.database.pool=5\n");
        Map<String, String> environment = Map.of("SPANWIRE_PORT", "1002", "SPANWIRE_LANES", "4", "SPANWIRE_HOME", "x");

        Settings settings = SettingsReader.read(
                BackendMode.EMBEDDED, new SettingSources(Optional.of(file), environment, Map.of("port", "1003")));

        assertThat(settings.http().port()).isEqualTo(1003);
        assertThat(settings.worker().lanes()).isEqualTo(4);
        assertThat(settings.database().poolSize()).isEqualTo(5);
    }

    @Test
    void unknownNameIsRefusedWithNearestName(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("spanwire.properties"), "spanwire.prot=1001\n");

        assertThatThrownBy(() -> SettingsReader.read(
                        BackendMode.EMBEDDED, new SettingSources(Optional.of(file), Map.of(), Map.of())))
                .hasMessageContaining("spanwire.prot")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(UserFacingException.class))
                .satisfies(refusal -> assertThat(refusal.advice()).contains("spanwire.port"));
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000",
        "port, many",
        "lanes, 0",
        "partitions, 0",
        "body-limit, 10",
        "tls.client-certificates, perhaps",
        "tls.client-certificates, require",
        "hsts, everywhere",
        "acme.webroot, /var/www",
        "acme.directory, http://acme.example.org",
        "acme.names, not a name",
        "roles, 'edge,cook'",
        "guest-sign-in, perhaps",
        "oidc.issuer, http://id.example.org",
        "oidc.issuer, nonsense",
        "oidc.client-secret-file, /nowhere",
        "bearer.audience, spanwire",
        "bearer.leeway, 301",
        "claims.role-map, admin",
        "public-origins, http://plain.example.org",
        "public-origins, https://example.org/path",
        "tls.certificate, /nowhere/certificate.pem",
        "domains, /nowhere/domain.jar",
        "kafka.bootstrap, broker:9092",
        "database.host, db.example.org",
        "replication, many",
        "accept-projections, rooms",
        "kafka.client.acks, 1",
        "kafka.client.enable.idempotence, false",
        "kafka.client.group.id, mine"
    })
    void errorNamesKey(String key, String value) {
        assertThatThrownBy(() -> embedded(Map.of(key, value)))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining(key.startsWith("tls.") ? "tls." : key);
    }

    @Test
    void serveReadsExternalKafkaAndDatabase(@TempDir Path folder) throws Exception {
        Settings settings = external(folder, Map.of("kafka.client.security.protocol", "SASL_SSL"));

        assertThat(settings.kafka().bootstrap()).contains("broker:9092");
        assertThat(settings.kafka().client()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(settings.database().external()).isPresent();
        assertThat(settings.http().guestSignIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge", "notifier", "worker,notifier"})
    void edgeAndNotifierNeedSessionSecret(String roles, @TempDir Path folder) {
        assertThatThrownBy(() -> external(folder, Map.of("session-secret-file", "", "roles", roles)))
                .hasMessageContaining("session-secret-file is missing");
    }

    @Test
    void workerNeedsNoSessionSecret(@TempDir Path folder) throws Exception {
        Settings settings = external(
                folder, Map.of("session-secret-file", "", "roles", "worker", "accept-projections", "rooms:2,lists:1"));

        assertThat(settings.http().sessionSecret()).isEmpty();
        assertThat(settings.worker().acceptedProjections()).containsExactlyInAnyOrder("rooms:2", "lists:1");
    }

    @Test
    void serveRefusesGuestSignIn(@TempDir Path folder) {
        assertThatThrownBy(() -> external(folder, Map.of("guest-sign-in", "true")))
                .hasMessageContaining("guest-sign-in");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "127.0.0.1, true",
        "::1, true",
        "0.0.0.0, false",
        "::, false",
        "localhost.example.org, false"
    })
    void guestsAreOffWhereOthersCanConnect(String host, boolean guests) {
        assertThat(embedded(Map.of("host", host)).http().guestSignIn()).isEqualTo(guests);
        assertThat(embedded(Map.of("host", host, "guest-sign-in", "true"))
                        .http()
                        .guestSignIn())
                .isTrue();
        assertThat(embedded(Map.of("host", host, "guest-sign-in", "false"))
                        .http()
                        .guestSignIn())
                .isFalse();
    }

    @Test
    void providerAndBearerTokensAreRead(@TempDir Path folder) throws Exception {
        Path clientSecret = secret(folder, "client", "hidden-4\n");
        Settings settings = external(
                folder,
                Map.of(
                        "oidc.issuer", "https://id.example.org/realms/a",
                        "oidc.client-id", "spanwire",
                        "oidc.client-secret-file", clientSecret.toString(),
                        "bearer.issuer", "https://id.example.org/realms/a",
                        "bearer.audience", "spanwire-api",
                        "bearer.jwks-url", "https://id.example.org/keys",
                        "claims.roles", "realm_access.roles",
                        "claims.role-map", "a=admin,b=editor"));

        assertThat(settings.identity().provider().orElseThrow().clientSecret()).contains("hidden-4");
        assertThat(settings.identity().bearer().orElseThrow().algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
        assertThat(settings.identity().bearer().orElseThrow().claims().roleMap())
                .isEqualTo(Map.of("a", "admin", "b", "editor"));
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256,HS512", "EdDSA"})
    void algorithmsMustBeAsymmetric(String algorithms) {
        assertThatThrownBy(() -> embedded(Map.of(
                        "bearer.issuer", "https://id.example.org",
                        "bearer.audience", "spanwire",
                        "bearer.jwks-url", "https://id.example.org/keys",
                        "bearer.algorithms", algorithms)))
                .hasMessageContaining("bearer.algorithms");
    }

    @Test
    void kafkaClientSettingsAreReadFromEnvironment() {
        Map<String, String> environment = Map.of("SPANWIRE_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL");

        Settings settings =
                SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), environment, Map.of()));

        assertThat(settings.kafka().client()).containsEntry("security.protocol", "SSL");
    }

    @ParameterizedTest
    @EnumSource(SettingKey.class)
    void everyKeyHasMeaningAndVariable(SettingKey key) {
        assertThat(key.meaning()).endsWith(".");
        assertThat(key.environment()).matches("SPANWIRE_[A-Z0-9_]+");
    }
}

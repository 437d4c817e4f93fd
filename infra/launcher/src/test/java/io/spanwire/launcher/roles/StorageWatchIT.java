package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicRetention;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.embedded.TopicRecords;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.projections.storage.StorageSettings;
import io.spanwire.projections.storage.StorageWatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored, undecided and expired, on a real broker and database without any worker. */
class StorageWatchIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static Path data = Path.of("");
    private static Foundation foundation;
    private static KafkaClients clients;
    private static DatabaseConnections databases;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Optional<StorageWatch> watch = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        data = folder;
        PreparedDatabase.copyTo(data);
        Settings settings = SettingsReader.read(
                BackendMode.EMBEDDED,
                new SettingSources(Optional.empty(), Map.of(), Map.of("data", data.toString(), "partitions", "1")));
        foundation = Foundation.start(settings, ProgressListener.SILENT);
        Preparation preparation = Preparation.of(settings, foundation.environment(), ProgressListener.SILENT);
        String unused = preparation.prepareTablesAndTopics();
        clients = preparation.clients();
        databases = preparation.databases();
    }

    @AfterAll
    static void stop() {
        foundation.close();
    }

    @AfterEach
    void close() {
        watch.ifPresent(StorageWatch::close);
    }

    @Test
    void sizesAreKnownByContent() {
        watch(Optional.empty());

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(bytes("events")).isPositive();
            assertThat(bytes("database")).isGreaterThan(1 << 20);
            assertThat(registry.find("spanwire.storage.bytes")
                            .tag("store", "kafka")
                            .gauges())
                    .hasSize(3);
            assertThat(registry.get("spanwire.storage.days.left").gauge().value())
                    .isNaN();
        });
    }

    @Test
    void outcomesExpireByAgeOldestFirst() throws Exception {
        execute(
                "insert into spanwire.outcome select md5(i::text)::uuid, 'chat/general', 'post-message', 'guest-1', 'f', i,"
                        + " 1, null, now() - interval '5 days' + i * interval '1 minute' from generate_series(1, 6000) as i");
        execute("insert into spanwire.failed_command values (gen_random_uuid(), 'chat/general', 'guest-1', 'f', '{}',"
                + " now() - interval '3 days')");

        watch(Optional.of(Duration.ofDays(2)));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(number("select count(*) from spanwire.failed_command"))
                .isZero());
        assertThat(number("select count(*) from spanwire.outcome where at < now() - interval '2 days'"))
                .isZero();
        assertThat(number("select count(*) from spanwire.outcome")).isBetween(1675L, 1685L);
        assertThat(registry.get("spanwire.outcomes.expired").counter().count()).isBetween(4315.0, 4325.0);
        execute("delete from spanwire.outcome");
    }

    @Test
    void workerDeletesNoOtherOutcomes() {
        assertThatThrownBy(() -> asWorker("select spanwire.expire_outcomes(now(), interval '1 day', 10)"))
                .hasMessageContaining("outcomes must be kept for a day at least");
        assertThatThrownBy(() -> asWorker("delete from spanwire.outcome")).hasMessageContaining("permission denied");
    }

    @Test
    void undecidedCommandsAreReportedBeforeTheyExpireAndWhenTheyHave() throws Exception {
        TopicRetention.apply(clients, Map.of(Topics.COMMANDS, Duration.ofSeconds(20)));
        TopicRecords.append(foundation.environment().kafka(), Topics.COMMANDS, "nobody decides this");

        watch(Optional.empty());

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(gauge("spanwire.commands.undecided")).isEqualTo(1);
            assertThat(gauge("spanwire.commands.retention.seconds")).isEqualTo(20);
            assertThat(gauge("spanwire.commands.expiry.seconds")).isBetween(1.0, 16.0);
            assertThat(warnings).anyMatch(each -> each.contains("Kafka deletes them after"));
        });

        try (Admin admin = clients.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.COMMANDS, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(gauge("spanwire.commands.expiry.seconds"))
                .isZero());
    }

    private void watch(Optional<Duration> keepOutcomes) {
        StorageSettings settings = new StorageSettings(
                databases.blocking(Role.WORKER), true, keepOutcomes, Optional.of(data), OptionalLong.empty(), PAUSE);
        watch = Optional.of(StorageWatch.start(clients, new Partitioning(1), settings, registry, warnings::add));
    }

    private double bytes(String content) {
        Gauge gauge =
                registry.find("spanwire.storage.bytes").tag("content", content).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private static long number(String query) throws Exception {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asWorker(String sql) throws Exception {
        DatabaseEndpoint database = foundation.environment().database();
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(),
                        database.worker().user(),
                        database.worker().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection owner() throws Exception {
        DatabaseEndpoint database = foundation.environment().database();
        return DriverManager.getConnection(
                database.jdbcUrl(), database.owner().user(), database.owner().password());
    }
}

package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicRetention;
import io.spanwire.bus.kafka.TopicRetention.CommandRetention;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preparation of a data folder that an earlier version, with other defaults, created. */
class PreparationIT {
    private static final Duration OLD_FLUSH = Duration.ofMinutes(1);

    @Test
    void existingInstallationKeepsItsPartitionsAndGetsTheFlushInterval(@TempDir Path data) throws Exception {
        Settings created = settings(data, Map.of("partitions", "3"));
        PreparedDatabase.copyTo(data);
        try (Foundation foundation = Foundation.start(created, ProgressListener.SILENT)) {
            Preparation old = preparation(created, foundation);
            String commandLog = old.prepareTablesAndTopics();
            Topics.flushCommands(old.clients(), OLD_FLUSH);

            Preparation next = preparation(settings(data, Map.of()), foundation);

            assertThat(next.settings().kafka().partitions()).isEqualTo(3);
            assertThat(next.prepareTablesAndTopics()).isEqualTo(commandLog);
            assertThat(flushMillis(next.clients(), Topics.COMMANDS)).isEqualTo(EmbeddedKafka.COMMAND_FLUSH.toMillis());
            assertThat(flushMillis(next.clients(), Topics.EVENTS)).isGreaterThan(10_000);
        }
    }

    @Test
    void topicsAreKeptAsLongAsTheSettingsSayEvenIfTheyExist(@TempDir Path data) throws Exception {
        Settings created = settings(data, Map.of());
        PreparedDatabase.copyTo(data);
        try (Foundation foundation = Foundation.start(created, ProgressListener.SILENT)) {
            String commandLog = preparation(created, foundation).prepareTablesAndTopics();
            Preparation longer = preparation(settings(data, Map.of("keep.commands", "30")), foundation);
            try (Admin admin = longer.clients().admin()) {
                assertThat(TopicRetention.ofCommands(admin))
                        .isEqualTo(new CommandRetention(Optional.of(Duration.ofDays(7)), false));

                assertThat(longer.prepareTablesAndTopics()).isEqualTo(commandLog);

                // A broker learns of a topic's settings from the controller, soon.
                await().untilAsserted(() -> assertThat(TopicRetention.ofCommands(admin))
                        .isEqualTo(new CommandRetention(Optional.of(Duration.ofDays(30)), false)));
            }
        }
    }

    @Test
    void newInstallationGetsTheDefaultAndRefusesAnother(@TempDir Path data) throws Exception {
        Settings created = settings(data, Map.of());
        PreparedDatabase.copyTo(data);
        try (Foundation foundation = Foundation.start(created, ProgressListener.SILENT)) {
            String unused = preparation(created, foundation).prepareTablesAndTopics();

            Preparation other = preparation(settings(data, Map.of("partitions", "5")), foundation);

            assertThatThrownBy(other::prepareTablesAndTopics)
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("has 4 partitions");
        }
    }

    private static Preparation preparation(Settings settings, Foundation foundation) {
        return Preparation.of(settings, foundation.environment(), ProgressListener.SILENT)
                .ofInstallation();
    }

    private static long flushMillis(KafkaClients clients, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = clients.admin()) {
            return Long.parseLong(admin.describeConfigs(List.of(resource)).all().get().values().stream()
                    .map(config -> config.get("flush.ms").value())
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static Settings settings(Path data, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(more);
        flags.put("data", data.toString());
        return SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), flags));
    }
}

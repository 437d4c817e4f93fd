package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.launcher.start.UserFacingException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @Test
    void recordsAndAddressSurviveRestart(@TempDir Path folder) throws Exception {
        KafkaSettings address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            address = kafka.client();
            TopicRecords.createTopic(address, "notes");
            TopicRecords.append(address, "notes", "first");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            TopicRecords.append(kafka.client(), "notes", "second");

            assertThat(kafka.client()).isEqualTo(address);
            assertThat(TopicRecords.readAll(address, "notes", 2)).containsExactly("first", "second");
        }
    }

    /** Several times, because the creation of a topic flushes the log of the metadata, too. */
    @Test
    void commandLogIsFlushedSoon(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            KafkaClients clients = new KafkaClients(kafka.client());
            Topics.Ensured unused = Topics.ensure(clients, 1, OptionalInt.empty());
            Topics.flushCommands(clients, EmbeddedKafka.COMMAND_FLUSH);

            for (int i = 0; i < 5; i++) {
                long before = flushes();
                TopicRecords.append(kafka.client(), Topics.COMMANDS, "command " + i);
                await().atMost(Duration.ofSeconds(10)).until(() -> flushes() > before);
            }
        }
    }

    /** How often brokers in this process have forced a log to disk. */
    private static long flushes() throws Exception {
        return (long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("kafka.log:type=LogFlushStats,name=LogFlushRateAndTimeMs"), "Count");
    }

    @Test
    void listensOnLoopbackOnly(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    /** What another user of this machine can do: connect, and no more. */
    @Test
    void onlyThisUserCanUseIt(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            TopicRecords.createTopic(kafka.client(), Topics.COMMANDS);
            KafkaSettings guessed =
                    new KafkaSettings(kafka.bootstrapServers(), BrokerLogin.client("spanwire", "guessed"));
            KafkaSettings other = new KafkaSettings(kafka.bootstrapServers(), BrokerLogin.client("other", "guessed"));
            KafkaSettings anonymous = new KafkaSettings(kafka.bootstrapServers(), Map.of("max.block.ms", "3000"));

            assertThatThrownBy(() -> TopicRecords.append(guessed, Topics.COMMANDS, "forged"))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> TopicRecords.append(other, Topics.COMMANDS, "forged"))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> TopicRecords.append(anonymous, Topics.COMMANDS, "forged"))
                    .isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> listTopicsOfController(folder)).isInstanceOf(ExecutionException.class);
            TopicRecords.append(kafka.client(), Topics.COMMANDS, "mine");
            assertThat(TopicRecords.readAll(kafka.client(), Topics.COMMANDS, 1)).containsExactly("mine");
        }
        for (String file : List.of("client.properties", "secrets/spanwire")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static void listTopicsOfController(Path folder) throws Exception {
        int port = LoopbackPorts.stored(folder.resolve("ports.properties"), "controller");
        Map<String, Object> config = Map.of(
                "bootstrap.controllers",
                "127.0.0.1:" + port,
                "request.timeout.ms",
                "2000",
                "default.api.timeout.ms",
                "3000");
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().nodes().get();
        }
    }

    @Test
    void secondBrokerOnSameFolderIsRefused(@TempDir Path folder) {
        try (EmbeddedKafka first = EmbeddedKafka.start(folder)) {
            assertThat(first.bootstrapServers()).isNotEmpty();

            assertThatThrownBy(() -> EmbeddedKafka.start(folder))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("Another process runs a Kafka broker");
        }
    }
}

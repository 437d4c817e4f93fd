package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.launcher.start.UserFacingException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @Test
    void recordsAndAddressSurviveRestart(@TempDir Path folder) throws Exception {
        String address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            address = kafka.bootstrapServers();
            TopicRecords.createTopic(address, "notes");
            TopicRecords.append(address, "notes", "first");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            TopicRecords.append(kafka.bootstrapServers(), "notes", "second");

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(TopicRecords.readAll(address, "notes", 2)).containsExactly("first", "second");
        }
    }

    /** Several times, because the creation of a topic flushes the log of the metadata, too. */
    @Test
    void commandLogIsFlushedSoon(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            KafkaClients clients = new KafkaClients(KafkaSettings.of(kafka.bootstrapServers()));
            Topics.Ensured unused = Topics.ensure(clients, 1, OptionalInt.empty());
            Topics.flushCommands(clients, EmbeddedKafka.COMMAND_FLUSH);

            for (int i = 0; i < 5; i++) {
                long before = flushes();
                TopicRecords.append(kafka.bootstrapServers(), Topics.COMMANDS, "command " + i);
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

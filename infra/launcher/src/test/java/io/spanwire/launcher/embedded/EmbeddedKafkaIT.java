package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
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

package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProbeIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void detectsKafkaStopAndRestart(@TempDir Path folder) {
        Vertx vertx = Vertx.vertx();
        EmbeddedKafka first = EmbeddedKafka.start(folder);
        try (KafkaProbe probe = new KafkaProbe(vertx, new KafkaClients(first.client()))) {
            assertThat(probe.isAvailable()).isTrue();

            first.close();
            await().atMost(SOON).until(() -> !probe.isAvailable());

            try (EmbeddedKafka restarted = EmbeddedKafka.start(folder)) {
                assertThat(restarted.bootstrapServers()).isEqualTo(first.bootstrapServers());
                await().atMost(SOON).until(probe::isAvailable);
            }
        } finally {
            first.close();
            vertx.close().await();
        }
    }
}

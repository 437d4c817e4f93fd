package io.spanwire.launcher.embedded;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;

/** The addresses of a running Kafka and PostgreSQL, for a second process that uses them. */
public record RunningBackends(KafkaSettings kafka, DatabaseEndpoint database) {
    /** Those of the settings if they are external, otherwise those of the data folder; throws UserFacingException. */
    public static RunningBackends of(Settings settings) {
        return settings.mode() == BackendMode.EXTERNAL
                ? new RunningBackends(
                        new KafkaSettings(
                                settings.kafka().bootstrap().orElseThrow(),
                                settings.kafka().client()),
                        settings.database().external().orElseThrow())
                : of(settings.data());
    }

    /** Reads the embedded ones' addresses; throws UserFacingException when no Spanwire ever ran on the folder. */
    public static RunningBackends of(Path data) {
        try {
            return new RunningBackends(
                    EmbeddedKafka.client(data.resolve("kafka"), port(data.resolve("kafka"), "broker")),
                    DatabaseStart.endpoint(data.resolve("postgres"), port(data.resolve("postgres"), "postgres")));
        } catch (IOException e) {
            throw new UserFacingException(
                    "The data folder " + data + " has no addresses of Kafka and PostgreSQL: " + e.getMessage(),
                    "Give the folder of a running Spanwire with --data, and run as the same user.",
                    e);
        }
    }

    private static int port(Path home, String name) throws IOException {
        return LoopbackPorts.stored(home.resolve("ports.properties"), name);
    }
}

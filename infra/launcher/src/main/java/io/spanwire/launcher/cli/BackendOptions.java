package io.spanwire.launcher.cli;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of commands that work on Kafka and PostgreSQL themselves: those of a running {@code up}, found by its data
 * folder, or those that {@code serve} is told by the same settings.
 */
final class BackendOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings, as for serve.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder of a running up (spanwire-data).")
    private @Nullable String data;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Any setting, as for serve; see: spanwire settings.")
    private Map<String, String> set = new LinkedHashMap<>();

    /** Where the database is, and clients of its Kafka. */
    record Parts(DatabaseEndpoint database, KafkaClients clients) {}

    Parts find() {
        Map<String, String> flags = new LinkedHashMap<>(set);
        flags.put(SettingKey.ROLES.key(), "worker"); // what only an edge needs is not asked for
        if (data != null) {
            flags.put(SettingKey.DATA.key(), data);
        }
        SettingSources sources = new SettingSources(Optional.ofNullable(config), System.getenv(), flags);
        return sources.name(SettingKey.KAFKA_BOOTSTRAP) ? external(sources) : embedded(sources);
    }

    private static Parts external(SettingSources sources) {
        Settings settings = SettingsReader.read(BackendMode.EXTERNAL, sources);
        KafkaSettings kafka = new KafkaSettings(
                settings.kafka().bootstrap().orElseThrow(), settings.kafka().client());
        return new Parts(settings.database().external().orElseThrow(), new KafkaClients(kafka));
    }

    private static Parts embedded(SettingSources sources) {
        Settings settings = SettingsReader.read(BackendMode.EMBEDDED, sources);
        RunningBackends parts = RunningBackends.of(settings.data());
        return new Parts(parts.database(), new KafkaClients(KafkaSettings.of(parts.bootstrapServers())));
    }
}

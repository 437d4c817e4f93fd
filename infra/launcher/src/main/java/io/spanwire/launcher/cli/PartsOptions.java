package io.spanwire.launcher.cli;

import io.spanwire.bus.kafka.Clients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.embedded.RunningParts;
import io.spanwire.launcher.settings.DatabaseFacts;
import io.spanwire.launcher.settings.Key;
import io.spanwire.launcher.settings.Mode;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.settings.Sources;
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
final class PartsOptions {
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
    record Parts(DatabaseFacts database, Clients clients) {}

    Parts find() {
        Map<String, String> flags = new LinkedHashMap<>(set);
        flags.put(Key.ROLES.key(), "worker"); // what only an edge needs is not asked for
        if (data != null) {
            flags.put(Key.DATA.key(), data);
        }
        Sources sources = new Sources(Optional.ofNullable(config), System.getenv(), flags);
        return sources.name(Key.KAFKA_BOOTSTRAP) ? external(sources) : embedded(sources);
    }

    private static Parts external(Sources sources) {
        Settings settings = SettingsReader.read(Mode.EXTERNAL, sources);
        KafkaSettings kafka = new KafkaSettings(
                settings.kafka().bootstrap().orElseThrow(), settings.kafka().client());
        return new Parts(settings.database().external().orElseThrow(), new Clients(kafka));
    }

    private static Parts embedded(Sources sources) {
        Settings settings = SettingsReader.read(Mode.EMBEDDED, sources);
        RunningParts parts = RunningParts.of(settings.data());
        return new Parts(parts.database(), new Clients(KafkaSettings.of(parts.bootstrapServers())));
    }
}

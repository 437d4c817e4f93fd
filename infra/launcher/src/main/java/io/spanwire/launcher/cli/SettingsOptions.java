package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
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

/** The flags of {@code up} and {@code serve}: the frequent settings by name, all of them by {@code --set}. */
final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for everything kept (spanwire-data).")
    private @Nullable String data;

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (localhost).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "Port of the HTTPS server (8443).")
    private @Nullable String port;

    @Option(names = "--roles", paramLabel = "LIST", description = "Any of edge,worker,notifier (all).")
    private @Nullable String roles;

    @Option(names = "--domains", paramLabel = "LIST", description = "Jar files, or folders of them, with domains.")
    private @Nullable String domains;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Any setting; see: spanwire settings.")
    private Map<String, String> set = new LinkedHashMap<>();

    Settings read(BackendMode mode) {
        return SettingsReader.read(mode, sources(Map.of()));
    }

    /** For a command that runs no roles: of the parts outside if their settings are given, else of the data folder. */
    Settings readWithoutEdge() {
        SettingSources sources =
                sources(Map.of(SettingKey.ROLES.key(), "worker")); // what only an edge needs is not asked for
        return SettingsReader.read(
                sources.name(SettingKey.KAFKA_BOOTSTRAP) ? BackendMode.EXTERNAL : BackendMode.EMBEDDED, sources);
    }

    private SettingSources sources(Map<String, String> fixed) {
        Map<String, String> flags = new LinkedHashMap<>(set);
        putIfGiven(flags, "data", data);
        putIfGiven(flags, "host", host);
        putIfGiven(flags, "port", port);
        putIfGiven(flags, "roles", roles);
        putIfGiven(flags, "domains", domains);
        flags.putAll(fixed);
        return new SettingSources(Optional.ofNullable(config), System.getenv(), flags);
    }

    private static void putIfGiven(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}

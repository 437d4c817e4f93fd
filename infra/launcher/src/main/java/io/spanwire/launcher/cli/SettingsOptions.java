package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that reads settings. */
class SettingsOptions {
    static final String CHECK_RUNNING =
            "Check that Spanwire runs. Give up's folder with --data, serve's settings with --config or --set.";

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for all data (spanwire-data).")
    private @Nullable String data;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Any setting; see: spanwire settings.")
    private Map<String, String> set = new LinkedHashMap<>();

    /** For a command that runs no roles: external backends if they are set, otherwise those of the data folder. */
    final Settings readWithoutRoles() {
        Map<String, String> flags = flags();
        flags.put(SettingKey.ROLES.key(), "worker"); // settings that only an edge needs are not required
        SettingSources sources = sources(flags);
        return SettingsReader.readForOperator(
                sources.isSet(SettingKey.KAFKA_BOOTSTRAP) ? BackendMode.EXTERNAL : BackendMode.EMBEDDED, sources);
    }

    /** The database or Kafka that these flags describe does not answer. */
    static UserFacingException unreachable(Exception failure) {
        return new UserFacingException(String.valueOf(failure.getMessage()), CHECK_RUNNING, failure);
    }

    final SettingSources sources(Map<String, String> flags) {
        return new SettingSources(Optional.ofNullable(config), System.getenv(), flags);
    }

    /** The settings given as flags, by name. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(set);
        putIfGiven(flags, SettingKey.DATA, data);
        return flags;
    }

    static void putIfGiven(Map<String, String> flags, SettingKey key, @Nullable String value) {
        if (value != null) {
            flags.put(key.key(), value);
        }
    }
}

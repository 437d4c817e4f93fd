package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands that start Spanwire: frequent settings by name, all others by {@code --set}. */
final class ServerOptions extends SettingsOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (localhost).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "Port of the HTTPS server (8443).")
    private @Nullable String port;

    @Option(names = "--roles", paramLabel = "LIST", description = "Any of edge,worker,notifier (all).")
    private @Nullable String roles;

    @Option(names = "--domains", paramLabel = "LIST", description = "Jar files, or folders of them, with domains.")
    private @Nullable String domains;

    Settings read(BackendMode mode) {
        return SettingsReader.read(mode, sources(flags()));
    }

    /** What was set, without secrets. */
    Map<String, String> given() {
        return sources(flags()).withoutSecrets();
    }

    @Override
    Map<String, String> flags() {
        Map<String, String> flags = super.flags();
        putIfGiven(flags, SettingKey.HOST, host);
        putIfGiven(flags, SettingKey.PORT, port);
        putIfGiven(flags, SettingKey.ROLES, roles);
        putIfGiven(flags, SettingKey.DOMAINS, domains);
        return flags;
    }
}

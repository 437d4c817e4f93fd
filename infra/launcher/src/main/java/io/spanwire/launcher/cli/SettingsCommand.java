package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.SettingKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting: a properties file with the defaults, ready to be edited. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Print every setting with its meaning, range and default.")
public final class SettingsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Console console = ParsedOptions.console(spec);
        console.line("# Strongest first: flags (--port 1 or --set port=1), environment (SPANWIRE_PORT=1), this file.");
        for (SettingKey key : SettingKey.values()) {
            console.line("");
            console.line("# " + key.meaning() + (key.range().isEmpty() ? "" : " Range " + key.range() + "."));
            console.line("# " + key.environment());
            console.line("#" + SettingKey.PREFIX + key.key() + "=" + (key.isSecret() ? "***" : key.fallback()));
        }
        console.line("");
        console.line(
                "# Handed to every Kafka client, for TLS and SASL. acks and enable.idempotence cannot be weakened.");
        console.line("#" + SettingKey.PREFIX + SettingKey.KAFKA_CLIENT + "security.protocol=SASL_SSL");
        return 0;
    }
}

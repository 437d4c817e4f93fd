package io.spanwire.launcher.cli;

import io.spanwire.launcher.settings.SettingKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that prints all settings as a properties file with the defaults, ready to be edited. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Print every setting with its meaning, range and default.")
final class SettingsCommand extends ConsoleCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Console console = console();
        console.print("# Strongest first: flags (--port 1 or --set port=1), environment (SPANWIRE_PORT=1), this file.");
        for (SettingKey key : SettingKey.values()) {
            console.print("");
            console.print("# " + key.meaning() + (key.range().isEmpty() ? "" : " Range " + key.range() + "."));
            console.print("# " + key.environment());
            if (key.isSecret()) {
                console.print("# Or a file that has it: " + SettingKey.PREFIX + key.key() + "-file");
            }
            console.print("#" + SettingKey.PREFIX + key.key() + "=" + (key.isSecret() ? "***" : key.fallback()));
        }
        console.print("");
        console.print(
                "# For every Kafka client, such as TLS and SASL. acks and enable.idempotence cannot be weakened.");
        console.print("#" + SettingKey.PREFIX + SettingKey.KAFKA_CLIENT + "security.protocol=SASL_SSL");
        return 0;
    }
}

package io.spanwire.launcher.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The flags of the commands by which operators order what a worker carries out. */
class OrderOptions extends SettingsOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Your name, for the record (${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the result (${DEFAULT-VALUE}).")
    private long seconds;

    final String by() {
        return by;
    }

    final Duration timeout() {
        return Duration.ofSeconds(seconds);
    }
}

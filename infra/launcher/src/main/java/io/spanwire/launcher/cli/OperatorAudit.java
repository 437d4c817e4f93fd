package io.spanwire.launcher.cli;

import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLine;
import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.settings.SettingSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The audit records of commands that change something: one line when it begins and one with its outcome, in {@code
 * logs/audit.log} of the data folder, or on standard error if the settings name a Kafka elsewhere.
 */
final class OperatorAudit {
    /** Commands that change nothing, run a server, or send a request that the server records. All others are recorded. */
    private static final Set<String> OTHERS = Set.of(
            "up",
            "serve",
            "tail",
            "send",
            "show",
            "diff",
            "verify",
            "settings",
            "trust",
            "parked",
            "parked list",
            "parked show",
            "sessions",
            "sessions list",
            "token",
            "token list",
            "webhooks",
            "webhooks list",
            "webhooks show",
            "webhooks add",
            "webhooks pause",
            "webhooks resume",
            "webhooks replay",
            "webhooks rotate-secret",
            "webhooks test",
            "webhooks remove");
    /** Options with which a command changes nothing. */
    private static final Set<String> LOOKS = Set.of("--list", "--dry-run", "--check");
    /** Options whose value is not recorded: it may be secret, or is another option's. */
    private static final Set<String> VALUES_LEFT_OUT = Set.of("--set", "--by");

    private final Clock clock;

    OperatorAudit(Clock clock) {
        this.clock = clock;
    }

    /** Runs the command that was parsed, and records it. */
    int run(ParseResult parsed) {
        ParseResult command = leaf(parsed);
        if (!isRecorded(command)) {
            return new CommandLine.RunLast().execute(parsed);
        }
        write(command, "begun");
        try {
            int code = new CommandLine.RunLast().execute(parsed);
            write(command, code == 0 ? "done" : "failed");
            return code;
        } catch (RuntimeException failure) {
            write(command, "failed");
            throw failure;
        }
    }

    private static ParseResult leaf(ParseResult parsed) {
        return parsed.hasSubcommand() ? leaf(parsed.subcommand()) : parsed;
    }

    private static boolean isRecorded(ParseResult command) {
        return !command.isUsageHelpRequested()
                && !command.isVersionHelpRequested()
                && !name(command).isEmpty()
                && !OTHERS.contains(name(command))
                && LOOKS.stream().noneMatch(command::hasMatchedOption);
    }

    /** {@code sessions end}. */
    private static String name(ParseResult command) {
        String name = command.commandSpec().qualifiedName();
        return name.substring(Math.min(name.length(), name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ') + 1));
    }

    private void write(ParseResult command, String outcome) {
        String user = System.getProperty("user.name", "");
        String line = AuditLine.of(
                        clock.instant(),
                        AuditEvent.OPERATOR_COMMAND,
                        command.matchedOptionValue("--by", user),
                        detail(command))
                .with("outcome", outcome)
                .with("user", user)
                .text();
        Console console = new Console(command.commandSpec());
        if (isElsewhere(command)) {
            console.note(line);
            return;
        }
        data(command).filter(Files::isDirectory).ifPresent(folder -> append(folder, line, console));
    }

    private static String detail(ParseResult command) {
        List<String> words = new ArrayList<>();
        words.add(name(command));
        command.matchedPositionals().forEach(each -> words.addAll(each.stringValues()));
        for (OptionSpec option : command.matchedOptions()) {
            words.add(option.longestName());
            if (option.typeInfo().isMultiValue() && option.typeInfo().isMap()) {
                Map<?, ?> values = option.getValue();
                words.addAll(values.keySet().stream().map(String::valueOf).toList());
            } else if (!VALUES_LEFT_OUT.contains(option.longestName())
                    && option.arity().max() > 0) {
                words.addAll(option.stringValues());
            }
        }
        return words.stream().collect(Collectors.joining(" "));
    }

    private static void append(Path data, String line, Console console) {
        Path file = data.resolve("logs").resolve("audit.log");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            console.note("The audit log " + file + " cannot be written: " + unwritable.getMessage());
        }
    }

    private static boolean isElsewhere(ParseResult command) {
        return sources(command)
                .filter(sources -> sources.isSet(SettingKey.KAFKA_BOOTSTRAP))
                .isPresent();
    }

    private static Optional<Path> data(ParseResult command) {
        return sources(command).flatMap(sources -> sources.path(SettingKey.DATA));
    }

    private static Optional<SettingSources> sources(ParseResult command) {
        return command.commandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(SettingsOptions.class::isInstance)
                .map(SettingsOptions.class::cast)
                .map(options -> options.sources(options.flags()))
                .findFirst();
    }
}

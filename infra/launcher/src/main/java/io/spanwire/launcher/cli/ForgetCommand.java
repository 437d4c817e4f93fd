package io.spanwire.launcher.cli;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.BackendUnreachable;
import io.spanwire.projections.operator.ForgetAdmin;
import io.spanwire.projections.operator.RebuildAdmin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that makes the personal data of a subject permanently unreadable. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Forget a subject: permanently destroy the key of its personal data in events.",
            "",
            "From then on every replay shows defined values in their place. Each stream with such data gets an event"
                    + " <type>.subject-forgotten; read models are emptied by it or rebuilt; running nodes drop what they hold."
                    + " Interrupted, or with a worker down, it is finished by running it again. New events of the same"
                    + " subject get a new key.",
            "",
            "It does not reach commands in Kafka (until their retention ends), backups and write-ahead logs of PostgreSQL that"
                    + " have the key, exports with --personal, and whoever has received the events.",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL of serve, with the same settings (--config,"
                    + " --set, environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Forgotten completely.",
            "1:Nothing is known of the subject, or it was not confirmed, or it is not finished: run it again.",
            "2:Wrong usage."
        })
final class ForgetCommand extends ConsoleCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "SUBJECT", description = "The actor of the events, or whom they name as their subject.")
    private String subject = "";

    @Option(names = "--dry-run", description = "Only show what there is.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean confirmed;

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
            description = "How long to wait for the streams (${DEFAULT-VALUE}).")
    private long seconds;

    @Override
    public Integer call() {
        Settings settings = options.readWithoutRoles();
        RunningBackends backends = RunningBackends.of(settings);
        KafkaClients kafka = new KafkaClients(backends.kafka());
        DatabaseEndpoint database = backends.database();
        String user = database.owner().user();
        String password = database.owner().password();
        try (ForgetAdmin admin = ForgetAdmin.open(database.jdbcUrl(), user, password, kafka);
                RebuildAdmin rebuilds = RebuildAdmin.open(database.jdbcUrl(), user, password)) {
            return forget(admin, new ForgottenReadModels(rebuilds, console(), by));
        } catch (BackendUnreachable | DatabaseUnavailable e) {
            throw new UserFacingException(
                    String.valueOf(e.getMessage()),
                    "Check that Spanwire runs, then run it again: it continues. Give up's folder with --data, serve's"
                            + " settings with --config or --set.",
                    e);
        }
    }

    private int forget(ForgetAdmin admin, ForgottenReadModels readModels) {
        Console console = console();
        List<String> streams = admin.streams(subject);
        boolean hasKey = admin.hasKey(subject);
        boolean unfinished = admin.isUnfinished(subject);
        if (!hasKey && streams.isEmpty() && !unfinished) {
            throw new UserFacingException(
                    "No personal data of the subject " + subject + " are stored.",
                    "A subject is the actor of the events, as the attribute actor shows it. It may be forgotten already.");
        }
        console.print(subject + ": " + (hasKey ? "has a key" : "has no key any more") + ", personal data in "
                + counted(streams.size()) + (unfinished ? "; an earlier run was not finished" : ""));
        streams.stream().limit(SHOWN).forEach(stream -> console.print("  " + stream));
        if (streams.size() > SHOWN) {
            console.print("  and " + (streams.size() - SHOWN) + " more");
        }
        readModels.describe(admin.projections());
        if (dryRun) {
            return 0;
        }
        confirm();
        if (admin.destroyKey(subject, by)) {
            console.print("the key is destroyed");
        }
        List<String> untold = admin.tellStreams(
                subject, by, Duration.ofSeconds(seconds), told -> console.note(counted(told) + " told"));
        boolean emptied = readModels.empty(admin.projections());
        if (!untold.isEmpty()) {
            throw new UserFacingException(
                    "The key is destroyed, but " + counted(untold.size()) + " not told, such as " + untold.get(0) + ".",
                    "Check that a worker with their domain runs and that they are not parked; then run it again.");
        }
        if (!emptied) {
            throw new UserFacingException(
                    "The key is destroyed, but not every read model is emptied.",
                    "See above; mend the cause, then run it again.");
        }
        admin.finish(subject);
        report(streams.size());
        return 0;
    }

    private void report(int streams) {
        Console console = console();
        console.print(subject + " is forgotten in " + counted(streams) + " and in the read models");
        console.note(
                "Not covered: commands in Kafka until their retention ends; backups, replicas and write-ahead logs of"
                        + " PostgreSQL that have the key; deleted rows until PostgreSQL vacuums; exports with --personal; whoever has"
                        + " received the events. See infra/docs/forgetting.md.");
    }

    private static String counted(int streams) {
        return streams + (streams == 1 ? " stream" : " streams");
    }

    private void confirm() {
        if (confirmed) {
            return;
        }
        console().note("This cannot be undone. Type the subject again to forget it:");
        try {
            BufferedReader answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (subject.equals(answer.readLine())) {
                return;
            }
        } catch (IOException unreadable) {
            console().note("no answer: " + unreadable.getMessage());
        }
        throw new UserFacingException("Nothing was changed.", "Answer with the subject, or give --yes.");
    }
}

package io.spanwire.launcher.cli;

import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.BrowserSession;
import io.spanwire.projections.operator.SessionAdmin;
import java.time.temporal.ChronoUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The operator's commands for sessions in browsers. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "List and end sessions in browsers.",
            "",
            "An ended session is refused by every node within a second, and its sockets and feeds are closed.",
            "",
            "Works on a running up (--data), or on the PostgreSQL of serve, with the same settings (--config, --set,"
                    + " environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:There is no such session, or the database cannot be used.", "2:Wrong usage."})
final class SessionsCommand extends ConsoleCommand {
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "List sessions, newest first: id, subject, name, how and when it began, when it ends at the latest.")
    int list(
            @Mixin SettingsOptions options,
            @Option(
                            names = "--subject",
                            paramLabel = "SUBJECT",
                            defaultValue = "",
                            description = "Only those of this subject.")
                    String subject,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Maximum number of sessions (${DEFAULT-VALUE}).")
                    int limit) {
        return run(options, admin -> {
            console().list(admin.sessions(subject, limit), SessionsCommand::line, "There are no sessions.");
            return 0;
        });
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            description = {
                "End a session, all of a subject, or all.",
                "",
                "--subject and --all also end access tokens of the identity provider that were issued until now, but no"
                        + " service tokens: see spanwire token revoke."
            })
    int end(
            @Mixin SettingsOptions options,
            @Parameters(arity = "0..1", paramLabel = "ID", description = "The id, as list prints it.") @Nullable
                    String id,
            @Option(names = "--subject", paramLabel = "SUBJECT", description = "All sessions of this subject.")
                    @Nullable
                    String subject,
            @Option(names = "--all", description = "All sessions of all subjects.") boolean all,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "Your name, for the record (${DEFAULT-VALUE}).")
                    String by) {
        int chosen = (id == null ? 0 : 1) + (subject == null ? 0 : 1) + (all ? 1 : 0);
        if (chosen != 1) {
            throw new ParameterException(spec().commandLine(), "Give one of ID, --subject and --all.");
        }
        return run(options, admin -> {
            if (id != null) {
                return endOne(admin, id, by);
            }
            String ended = subject == null ? "all sessions" : "the sessions of " + subject;
            console()
                    .print(ended + " that began until "
                            + (subject == null ? admin.endAll(by) : admin.endSubject(subject, by)) + " are ended");
            return 0;
        });
    }

    private int endOne(SessionAdmin admin, String id, String by) {
        if (!admin.isListed(id)) {
            console().note("There is no session " + id + ".");
            return 1;
        }
        admin.end(id, by);
        console().print(id + " is ended");
        return 0;
    }

    private static String line(BrowserSession session) {
        return session.id() + "  " + session.subject() + "  \"" + session.name() + "\"  " + session.method()
                + "  since " + session.since().truncatedTo(ChronoUnit.SECONDS) + "  until "
                + session.expires().truncatedTo(ChronoUnit.SECONDS) + " at the latest";
    }

    private static int run(SettingsOptions options, ToIntFunction<SessionAdmin> work) {
        DatabaseEndpoint database =
                RunningBackends.of(options.readWithoutRoles()).database();
        try (SessionAdmin admin = SessionAdmin.open(
                database.jdbcUrl(), database.reader().user(), database.reader().password())) {
            return work.applyAsInt(admin);
        } catch (DatabaseUnavailable e) {
            throw SettingsOptions.unreachable(e);
        }
    }
}

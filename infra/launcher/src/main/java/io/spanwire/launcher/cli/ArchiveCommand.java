package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.archive.ArchivedPart;
import io.spanwire.projections.exportfile.ExportScope;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that moves old events into the archive, or lists what is there. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = {
            "Move old events into compressed pages of the database, from which everyone still reads them.",
            "",
            "Nothing is lost and nothing needs to stop: replay, states, rebuilds and exports read archived events like"
                    + " others. The newest event of a stream stays, and so do events that are not in Kafka yet. The run may"
                    + " be interrupted at any moment; run it again to continue.",
            "",
            "The space of the moved rows is used again by new events. To return it to the disk, stop Spanwire's workers"
                    + " for the time it takes and run in PostgreSQL: vacuum full spanwire.event",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL of serve, with the same settings (--config,"
                    + " --set, environment) and the login of the schema's owner."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Refused or failed; what was archived stays archived.", "2:Wrong usage."})
final class ArchiveCommand extends ConsoleCommand implements Callable<Integer> {
    private static final int LISTED = 1_000;

    @Parameters(
            paramLabel = "WHAT",
            defaultValue = "*",
            description = "A stream (chat/general), all streams of a type (chat/*) or everything (${DEFAULT-VALUE}).")
    private String what = "";

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            defaultValue = "90d",
            description = "Age of the youngest events to archive, like 90d, 12h, 30m or 0s (${DEFAULT-VALUE}).")
    private String olderThan = "";

    @Option(
            names = "--tablespace",
            paramLabel = "NAME",
            description =
                    "First move the archive to this tablespace of PostgreSQL, for example on a cheaper disk. Readers"
                            + " of archived events wait meanwhile. It stays there.")
    private @Nullable String tablespace;

    @Option(names = "--dry-run", description = "Only count what would be archived.")
    private boolean dryRun;

    @Option(
            names = "--list",
            description = "List what is archived: by type, or the streams of WHAT, the largest first.")
    private boolean list;

    @Override
    public Integer call() {
        ExportScope scope = scope(what);
        Age age = Age.parse(olderThan);
        ArchiveWork work = new ArchiveWork(options.readWithoutRoles(), console());
        if (list) {
            return list(work.list(scope, LISTED));
        }
        if (dryRun) {
            work.count(scope, age);
        } else {
            work.archive(scope, age, tablespace);
        }
        return 0;
    }

    private int list(List<ArchivedPart> parts) {
        parts.forEach(part -> console().print(ArchiveReport.line(part)));
        if (parts.isEmpty()) {
            console().note("Nothing is archived.");
        } else if (parts.size() == LISTED) {
            console().note("Only the first " + LISTED + " are listed.");
        }
        return 0;
    }

    private static ExportScope scope(String what) {
        try {
            return ExportScope.parse(what);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    what + " names no streams.", "Give a stream (chat/general), a type (chat/*), or nothing.", e);
        }
    }
}

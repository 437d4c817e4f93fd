package io.spanwire.launcher.cli;

import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.DatabaseLogin;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.transfer.OutputFile;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.exportfile.ExportTrailer;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.transfer.HistoryExport;
import io.spanwire.projections.transfer.OtherEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that writes a history, or some of its streams, to a file or to standard output. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write events and outcomes as lines of JSON: a backup, or a history for another installation.",
            "",
            "Everything comes from one snapshot of the database; nothing needs to stop, and nothing waits. The last line"
                    + " has a token (\"next\"): a later export with --from contains only what came after this one.",
            "",
            "Works on a running up (--data), or on the PostgreSQL of serve, with the same settings (--config, --set,"
                    + " environment). Commands that are not decided yet are no part of the history.",
            "",
            "Personal data are not written: events show the defined values in their place, as if they were forgotten, unless"
                    + " --personal is given."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Complete.", "1:Refused or failed.", "2:Wrong usage."})
final class ExportCommand extends ConsoleCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "WHAT",
            defaultValue = "*",
            description = "A stream (chat/general), all streams of a type (chat/*) or everything (${DEFAULT-VALUE}).")
    private String what = "";

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "File to write; standard output if none is given.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Option(names = "--zstd", description = "Compress (zstd, RFC 8878).")
    private boolean zstd;

    @Option(
            names = "--personal",
            description = "Write personal data, in the clear: to move to another installation, which seals them again.")
    private boolean personal;

    @Option(names = "--from", paramLabel = "TOKEN", description = "Only what came after the export with this token.")
    private @Nullable String from;

    @Override
    public Integer call() {
        ExportScope scope = scope();
        Optional<HistoryToken> token = Optional.ofNullable(from).map(ExportCommand::token);
        DatabaseEndpoint database =
                RunningBackends.of(options.readWithoutRoles()).database();
        DatabaseLogin reader = database.reader();
        try (HistoryExport export = HistoryExport.open(database.jdbcUrl(), reader.user(), reader.password(), personal);
                OutputFile file = output()) {
            write(export, scope, token, file);
            return 0;
        } catch (OtherEpoch e) {
            throw new UserFacingException(String.valueOf(e.getMessage()), "Export without --from.", e);
        } catch (DatabaseUnavailable e) {
            throw SettingsOptions.unreachable(e);
        } catch (IOException e) {
            throw new UserFacingException(
                    "The export cannot be written: " + e.getMessage(), "Check the path and the free disk space.", e);
        }
    }

    private void write(HistoryExport export, ExportScope scope, Optional<HistoryToken> token, OutputFile file)
            throws IOException {
        Console console = console();
        TransferMeter meter = new TransferMeter(console);
        ExportTrailer trailer = export.write(
                scope, token, file.stream(), (events, done) -> meter.update(events, OptionalDouble.of(done)));
        file.complete();
        meter.finish("exported", trailer.events(), trailer.outcomes(), trailer.events());
        console.note("to continue later: --from " + trailer.next());
    }

    private OutputFile output() throws IOException {
        return out == null ? OutputFile.standardOutput(zstd) : OutputFile.create(out, force, zstd);
    }

    private ExportScope scope() {
        try {
            return ExportScope.parse(what);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    what + " names no streams.", "Give a stream (chat/general), a type (chat/*), or nothing.", e);
        }
    }

    private static HistoryToken token(String text) {
        try {
            return HistoryToken.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    "The token cannot be read: " + e.getMessage() + ".",
                    "It is \"next\" in the last line of the earlier export.",
                    e);
        }
    }
}

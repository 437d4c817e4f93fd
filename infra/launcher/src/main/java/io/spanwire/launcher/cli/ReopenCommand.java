package io.spanwire.launcher.cli;

import io.spanwire.bus.message.StreamId;
import io.spanwire.launcher.start.UserFacingException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that lets a closed stream take commands again. */
@Command(
        name = "reopen",
        mixinStandardHelpOptions = true,
        description = {
            "Let a closed stream take commands again.",
            "",
            "What was rejected while it was closed stays rejected. Archived events stay archived.",
            "",
            "Works on a running up (--data), or on the Kafka and PostgreSQL of serve, with the same settings (--config,"
                    + " --set, environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Refused or failed.", "2:Wrong usage."})
final class ReopenCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private ParkedOptions options = new ParkedOptions();

    @Parameters(index = "0", paramLabel = "STREAM", description = "type/key, like chat/general.")
    private String name = "";

    @Override
    public Integer call() {
        StreamId stream = parseStream(name);
        return options.runClosing(admin -> {
            if (admin.stream(stream).isEmpty()) {
                throw new UserFacingException(
                        "The stream " + stream + " is not closed.", "List closed streams: spanwire close --list");
            }
            CloseCommand.requireDone(admin.reopen(stream, options.by(), options.timeout()), options);
            console().print(stream + ": takes commands again");
            return 0;
        });
    }
}

package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that compares the tables of a projection with what the events give. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compare the tables of a projection with what the events give.",
            "",
            "Other tables are filled from all events and compared, row by row, with a copy of the tables in use at the"
                    + " same position. Nothing in use changes. Rows that differ are printed, at most ten of each kind"
                    + " and table.",
            "",
            "Works on a running up (--data), or on the PostgreSQL of serve, with the same settings (--config, --set,"
                    + " environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:They are equal.", "1:They differ, or it could not be done.", "2:Wrong usage."})
final class VerifyCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private RebuildOptions options = new RebuildOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the projection.")
    private String name = "";

    @Override
    public Integer call() {
        return options.run(admin -> {
            ReadModel model = RebuildOptions.find(admin, name);
            if (model.version() == 0
                    || model.task().map(task -> !task.hasEnded()).orElse(false)) {
                throw new UserFacingException(
                        "The tables of " + name + " are being built.", "Wait for it: spanwire rebuild " + name);
            }
            admin.request(model, RebuildAdmin.Request.VERIFY, options.by());
            return options.waits() ? report(new RebuildWatch(admin, console(), name).await()) : 0;
        });
    }

    private int report(ReadModel.Task ended) {
        if (!ended.state().equals("done")) {
            console().print(name + ": " + ended.state() + (ended.detail().isEmpty() ? "" : ": " + ended.detail()));
            return 1;
        }
        console().print(ended.detail().isEmpty() ? name + ": equal to the events" : ended.detail());
        return ended.detail().isEmpty() ? 0 : 1;
    }
}

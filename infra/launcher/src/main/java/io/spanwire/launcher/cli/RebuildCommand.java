package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that rebuilds the tables of a projection from the events, while they are in use. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuild the tables of a projection from the events, while they are in use. Without a name: list the"
                    + " projections.",
            "",
            "New tables are filled beside the old ones, and replace them in one transaction when they have caught up."
                    + " Until then views show the old ones. A worker does it, and continues after a restart. The old"
                    + " tables are kept until they are dropped (--drop-replaced) or replaced again.",
            "",
            "Works on a running up (--data), or on the PostgreSQL of serve, with the same settings (--config, --set,"
                    + " environment)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:It failed or was cancelled; the tables in use are unchanged.", "2:Wrong usage."})
final class RebuildCommand extends ConsoleCommand implements Callable<Integer> {
    @Mixin
    private RebuildOptions options = new RebuildOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Name of the projection.")
    private @Nullable String name;

    @ArgGroup(exclusive = true)
    private Choice choice = new Choice();

    /** What to do instead of a rebuild. */
    static final class Choice {
        @Option(names = "--undo", description = "Put the replaced tables back into use, with the events since.")
        private boolean undo;

        @Option(names = "--cancel", description = "Stop a rebuild; the tables in use stay.")
        private boolean cancel;

        @Option(names = "--drop-replaced", description = "Drop the replaced tables; an undo is not possible then.")
        private boolean dropReplaced;
    }

    @Override
    public Integer call() {
        return options.run(admin -> {
            String projection = name;
            if (projection == null) {
                return list(admin.readModels());
            }
            ReadModel model = RebuildOptions.find(admin, projection);
            if (choice.cancel) {
                return cancel(admin, model);
            }
            if (choice.dropReplaced) {
                requireReplaced(model);
                admin.dropReplaced(projection);
                console().print(projection + ": the replaced tables are dropped");
                return 0;
            }
            return rebuild(admin, model);
        });
    }

    private int list(List<ReadModel> models) {
        models.forEach(model -> console()
                .print(model.projection() + "  version " + model.version()
                        + (model.version() == 0 ? " (not built yet)" : "")
                        + (model.tables().isEmpty()
                                ? "  declares no tables"
                                : "  tables " + String.join(",", model.tables()))
                        + model.task().map(RebuildCommand::describe).orElse("")
                        + (model.replaced().isPresent()
                                ? "  kept: version " + model.replaced().getAsInt()
                                : "")));
        return 0;
    }

    private static String describe(ReadModel.Task task) {
        String progress =
                task.state().equals("filling") ? " " + 100 * task.filled() / Math.max(1, task.total()) + " %" : "";
        return "  last: " + task.name() + " to version " + task.version() + " " + task.state() + progress;
    }

    private int cancel(RebuildAdmin admin, ReadModel model) {
        if (model.task().map(ReadModel.Task::hasEnded).orElse(true)) {
            throw new UserFacingException(
                    "The projection " + model.projection() + " is not being rebuilt.",
                    "List the projections: spanwire rebuild");
        }
        admin.cancel(model.projection());
        console().print(model.projection() + ": cancelled; the tables in use stay");
        return 0;
    }

    private int rebuild(RebuildAdmin admin, ReadModel model) {
        boolean running = model.task().map(task -> !task.hasEnded()).orElse(false);
        if (running) {
            console()
                    .note("A task for " + model.projection() + " is running already"
                            + model.task().map(RebuildCommand::describe).orElse("") + "; --cancel stops it.");
        } else {
            if (choice.undo) {
                requireReplaced(model);
            }
            RebuildAdmin.Request request = choice.undo ? RebuildAdmin.Request.UNDO : RebuildAdmin.Request.REBUILD;
            admin.request(model, request, options.by());
        }
        if (!options.waits()) {
            console().print(model.projection() + ": requested");
            return 0;
        }
        ReadModel.Task ended = new RebuildWatch(admin, console(), model.projection()).await();
        console()
                .print(model.projection() + ": " + ended.state()
                        + (ended.state().equals("done") ? ", version " + ended.version() : "")
                        + (ended.detail().isEmpty() ? "" : ": " + ended.detail()));
        return ended.state().equals("done") ? 0 : 1;
    }

    private static void requireReplaced(ReadModel model) {
        if (model.replaced().isEmpty()) {
            throw new UserFacingException(
                    "No replaced tables of " + model.projection() + " are kept.",
                    "They are kept after a rebuild until they are dropped. List the projections: spanwire rebuild");
        }
    }
}

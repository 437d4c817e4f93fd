package io.spanwire.launcher.cli;

import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.util.Map;

/** The read models with personal data while a subject is forgotten: each handles the event, or is rebuilt. */
final class ForgottenReadModels {
    private final RebuildAdmin admin;
    private final Console console;
    private final String by;

    ForgottenReadModels(RebuildAdmin admin, Console console, String by) {
        this.admin = admin;
        this.console = console;
        this.by = by;
    }

    /** @param projections those with personal data, and whether each must be rebuilt */
    void describe(Map<String, Boolean> projections) {
        projections.forEach((name, rebuilt) ->
                console.print("  read model " + name + (rebuilt ? " is rebuilt" : " handles the event")));
    }

    /** Rebuilds those that do not handle the event and drops replaced tables; false when one is not emptied. */
    boolean empty(Map<String, Boolean> projections) {
        boolean emptied = true;
        for (Map.Entry<String, Boolean> each : projections.entrySet()) {
            ReadModel model = admin.readModel(each.getKey()).orElseThrow();
            emptied &= !each.getValue() || rebuild(model);
            ReadModel now = admin.readModel(each.getKey()).orElseThrow();
            if (now.replaced().isPresent()) {
                admin.dropReplaced(now.projection());
                console.print(now.projection() + ": the replaced tables, which had personal data, are dropped");
            }
        }
        return emptied;
    }

    private boolean rebuild(ReadModel model) {
        if (model.tables().isEmpty()) {
            console.print(
                    model.projection() + ": cannot be rebuilt, because it does not declare its tables, and does not"
                            + " handle the event");
            return false;
        }
        admin.request(model, RebuildAdmin.Request.REBUILD, by);
        ReadModel.Task ended = new RebuildWatch(admin, console, model.projection()).await();
        console.print(model.projection() + ": rebuilt: " + ended.state()
                + (ended.detail().isEmpty() ? "" : ": " + ended.detail()));
        return ended.state().equals("done");
    }
}

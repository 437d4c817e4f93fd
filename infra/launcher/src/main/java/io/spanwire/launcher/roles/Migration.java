package io.spanwire.launcher.roles;

import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;

/** The operation that prepares tables and topics with the owner's rights, so that no running process needs them. */
public final class Migration {
    private Migration() {}

    /** @throws UserFacingException without the owner's login, when something does not match, or a backend is unreachable */
    public static void run(Settings settings, Environment environment, ProgressListener progress) {
        progress.step("preparing tables and topics");
        Preparation preparation = Preparation.ofOwner(settings, environment, progress);
        preparation.checkHistory(preparation.prepareTablesAndTopics());
        preparation.checkEventTypes();
    }
}

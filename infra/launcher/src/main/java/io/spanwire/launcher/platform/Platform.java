package io.spanwire.launcher.platform;

import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;

/**
 * The roles of a process: worker, notifier and edge as the settings ask for them. The broker and the database in the
 * facts are reachable when it starts and stay so until {@link Running#close()} has returned.
 */
@FunctionalInterface
public interface Platform {

    /**
     * Returns when the roles serve; blocks until then. What had started is stopped again before it throws.
     *
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the person at the keyboard
     */
    Running start(Settings settings, Environment facts, ProgressListener progress);
}

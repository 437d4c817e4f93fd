package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.UserFacingException;
import java.util.Optional;

/**
 * A database user and its password, which {@link #toString()} omits. Not every process has every password.
 *
 * @param given the password, if the settings have it
 */
public record DatabaseLogin(String user, Optional<String> given) {
    public DatabaseLogin(String user, String password) {
        this(user, Optional.of(password));
    }

    /** Whether this process can log in. */
    public boolean isKnown() {
        return given.isPresent();
    }

    /** @throws UserFacingException when the settings do not have it */
    public String password() {
        return given.orElseThrow(() -> new UserFacingException(
                "The password of the database login " + user + " is missing.",
                "Give it in the settings: database.…-password, or a file in database.…-password-file."));
    }

    @Override
    public String toString() {
        return user + ":***";
    }
}

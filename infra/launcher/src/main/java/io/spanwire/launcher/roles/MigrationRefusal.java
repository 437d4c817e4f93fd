package io.spanwire.launcher.roles;

import io.spanwire.launcher.start.UserFacingException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** The error of a migration that failed or was changed: what Flyway found, without its advice, which is for its own program. */
final class MigrationRefusal {
    private static final Pattern ADVICE_OF_FLYWAY = Pattern.compile(
            "run repair|flyway|-X\\b|flexibility|learn more|https?://|^-+$|^=+$", Pattern.CASE_INSENSITIVE);

    private MigrationRefusal() {}

    static UserFacingException of(FlywayException failure) {
        return new UserFacingException(
                "The database's tables could not be prepared: " + findings(String.valueOf(failure.getMessage())),
                failure instanceof FlywayValidateException
                        ? "A migration that was applied must stay as it is, file and name. Put it back, and make the"
                                + " change in a new migration with the next number."
                        : "Correct that migration, then start again. It was rolled back as a whole; migrations before it"
                                + " stay in place.",
                failure);
    }

    private static String findings(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line ->
                        !line.isEmpty() && !ADVICE_OF_FLYWAY.matcher(line).find())
                .collect(Collectors.joining("\n  "));
    }
}

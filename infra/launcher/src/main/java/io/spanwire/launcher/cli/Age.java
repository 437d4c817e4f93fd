package io.spanwire.launcher.cli;

import io.spanwire.launcher.start.UserFacingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An age such as 90d, 12h, 30m or 10s. */
record Age(String text, Duration duration) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");

    static Age parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UserFacingException(
                    text + " is no age.", "Give a number and a unit: s, m, h or d, for example --older-than 90d.");
        }
        long number = Long.parseLong(form.group(1));
        return new Age(
                text,
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** The moment so long before another. */
    Instant before(Instant now) {
        try {
            return now.minus(duration);
        } catch (DateTimeException | ArithmeticException tooOld) {
            throw new UserFacingException(text + " is before all events.", "Give a shorter age.", tooOld);
        }
    }
}

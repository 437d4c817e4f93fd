package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's preference on waiting (RFC 7240): {@code respond-async} not to wait, {@code wait=N} to wait up to N
 * seconds; with both, the wait applies. Other preferences are ignored, as the RFC requires.
 *
 * @param maxWait empty without a preference
 * @param applied the value of {@code Preference-Applied}, empty without a preference
 */
public record PreferHeader(Optional<Duration> maxWait, String applied) {
    private static final PreferHeader NONE = new PreferHeader(Optional.empty(), "");
    private static final String ASYNC = "respond-async";
    private static final String WAIT = "wait=";

    /** Reduces a wait above the limit to it; throws the problem malformed for one that is not whole seconds. */
    public static PreferHeader parse(@Nullable String header, Duration limit) {
        if (header == null) {
            return NONE;
        }
        PreferHeader result = NONE;
        for (String preference : header.split("[,;]", -1)) {
            String text = preference.strip();
            if (text.regionMatches(true, 0, WAIT, 0, WAIT.length())) {
                result = waiting(text.substring(WAIT.length()), limit);
            } else if (text.equalsIgnoreCase(ASYNC) && result.maxWait.isEmpty()) {
                result = new PreferHeader(Optional.of(Duration.ZERO), ASYNC);
            }
        }
        return result;
    }

    private static PreferHeader waiting(String seconds, Duration limit) {
        try {
            Duration requested = Duration.ofSeconds(Integer.parseUnsignedInt(seconds));
            Duration granted = requested.compareTo(limit) > 0 ? limit : requested;
            return new PreferHeader(Optional.of(granted), WAIT + granted.toSeconds());
        } catch (NumberFormatException notSeconds) {
            throw new ProblemException(Problems.MALFORMED.because("Prefer: wait must be a whole number of seconds."));
        }
    }
}

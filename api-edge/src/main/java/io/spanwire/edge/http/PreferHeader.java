package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers about waiting (RFC 7240): {@code respond-async} not to wait, {@code wait=N} to wait up to N seconds,
 * both to be answered late only after N seconds. Other preferences are ignored, as the RFC wants.
 *
 * @param patience empty when the client did not say
 * @param applied the value for {@code Preference-Applied}, empty when nothing was preferred
 */
public record PreferHeader(Optional<Duration> patience, String applied) {
    private static final PreferHeader NOTHING = new PreferHeader(Optional.empty(), "");
    private static final String ASYNC = "respond-async";
    private static final String WAIT = "wait=";

    /**
     * Reads the header; a wait longer than the longest is cut to it.
     *
     * @throws ProblemException malformed, when {@code wait} is not a whole number of seconds
     */
    public static PreferHeader parse(@Nullable String header, Duration longest) {
        if (header == null) {
            return NOTHING;
        }
        PreferHeader preferred = NOTHING;
        for (String preference : header.split("[,;]", -1)) {
            String text = preference.strip();
            if (text.regionMatches(true, 0, WAIT, 0, WAIT.length())) {
                preferred = waiting(text.substring(WAIT.length()), longest);
            } else if (text.equalsIgnoreCase(ASYNC) && preferred.patience.isEmpty()) {
                preferred = new PreferHeader(Optional.of(Duration.ZERO), ASYNC);
            }
        }
        return preferred;
    }

    private static PreferHeader waiting(String seconds, Duration longest) {
        try {
            Duration wanted = Duration.ofSeconds(Integer.parseUnsignedInt(seconds));
            Duration granted = wanted.compareTo(longest) > 0 ? longest : wanted;
            return new PreferHeader(Optional.of(granted), WAIT + granted.toSeconds());
        } catch (NumberFormatException notSeconds) {
            throw new ProblemException(Problems.MALFORMED.because("Prefer: wait is a whole number of seconds."));
        }
    }
}

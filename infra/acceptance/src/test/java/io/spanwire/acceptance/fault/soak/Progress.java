package io.spanwire.acceptance.fault.soak;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Lines for whoever watches a long run. */
final class Progress {
    private Progress() {}

    static void line(String format, Object... arguments) {
        System.err.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + "  "
                + String.format(Locale.ROOT, format, arguments));
    }
}

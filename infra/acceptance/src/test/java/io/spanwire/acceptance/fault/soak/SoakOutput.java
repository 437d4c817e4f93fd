package io.spanwire.acceptance.fault.soak;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints the progress of a long run. */
final class SoakOutput {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private SoakOutput() {}

    static void line(String format, Object... arguments) {
        System.err.println(
                LocalTime.now(ZoneOffset.UTC).format(CLOCK) + "  " + String.format(Locale.ROOT, format, arguments));
    }
}

package io.spanwire.launcher.cli;

import io.spanwire.projections.archive.ArchiveSize;
import io.spanwire.projections.archive.ArchivedPart;
import io.spanwire.projections.archive.TableSizes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The lines that archiving prints. */
final class ArchiveReport {
    private ArchiveReport() {}

    static String line(ArchivedPart part) {
        return String.format(
                Locale.ROOT,
                "%s  %s, %s from %s to %s: %s in %s of pages",
                part.name(),
                count(part.streams(), "stream"),
                count(part.events(), "event"),
                day(part.first()),
                day(part.last()),
                bytes(part.bytes()),
                bytes(part.stored()));
    }

    static String counted(ArchiveSize size, Age age) {
        return size.events() == 0
                ? "Nothing older than " + age.text() + " is left to archive."
                : String.format(
                        Locale.ROOT,
                        "to archive, older than %s: %s of %s, %s of text",
                        age.text(),
                        count(size.events(), "event"),
                        count(size.streams(), "stream"),
                        bytes(size.bytes()));
    }

    static String archived(ArchiveSize size, double seconds) {
        String speed =
                seconds < 1 ? "" : String.format(Locale.ROOT, " (%,.0f events/s)", (double) size.events() / seconds);
        return String.format(
                Locale.ROOT,
                "archived %s of %s in %.1f s%s",
                count(size.events(), "event"),
                count(size.streams(), "stream"),
                seconds,
                speed);
    }

    static String sizes(String when, TableSizes sizes) {
        return when + ": events " + bytes(sizes.events()) + ", archive " + bytes(sizes.archive());
    }

    static String bytes(long bytes) {
        return bytes < 10_000
                ? String.format(Locale.ROOT, "%,d bytes", bytes)
                : bytes < 10_000_000
                        ? String.format(Locale.ROOT, "%,.0f kB", (double) bytes / 1e3)
                        : String.format(Locale.ROOT, "%,.1f MB", (double) bytes / 1e6);
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String day(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }
}

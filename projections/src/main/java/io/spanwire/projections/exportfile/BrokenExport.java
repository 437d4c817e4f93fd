package io.spanwire.projections.exportfile;

import org.jspecify.annotations.Nullable;

/** A file that is no complete, unchanged export, or that the loaded domains cannot read. The message names the line. */
public final class BrokenExport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    private BrokenExport(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    static BrokenExport line(long line, String reason, @Nullable Throwable cause) {
        return new BrokenExport(
                "Line " + line + ": " + reason + ".",
                "The file is not as it was exported. Take another copy of it, or export again.",
                cause);
    }

    static BrokenExport notReadable(long line, String reason, Throwable cause) {
        return new BrokenExport(
                "Line " + line + ": " + reason + ".",
                "Load the domains that the history was written with, or newer ones (--domains).",
                cause);
    }

    static BrokenExport truncated(long lines) {
        return new BrokenExport(
                "The file ends after line " + lines + " without its last line: it is truncated.",
                "Take a complete copy of it; what is stored already is then skipped.",
                null);
    }

    static BrokenExport changed(String reason) {
        return new BrokenExport(
                "The last line does not fit the lines before it: " + reason + ".",
                "The file was changed or damaged. Take another copy of it, or export again.",
                null);
    }

    /** What the user can do. */
    public String advice() {
        return advice;
    }
}

package io.spanwire.projections.transfer;

import io.spanwire.projections.exportfile.ExportedEvent;
import org.jspecify.annotations.Nullable;

/** A file that does not fit the history it should enter. Nothing of its batch was stored. */
public final class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    private ImportRefused(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    static ImportRefused gap(ExportedEvent event, long stored) {
        return new ImportRefused(
                "Line " + event.line() + ": version " + event.version() + " of " + event.stream()
                        + " does not follow what is stored, version " + stored + ".",
                "Import the earlier exports of this history first, in order.",
                null);
    }

    static ImportRefused otherEvent(ExportedEvent event) {
        return new ImportRefused(
                "Line " + event.line() + ": version " + event.version() + " of " + event.stream()
                        + " is stored already, and it is another event.",
                "The stream has another history here. Import into another installation, or without this stream.",
                null);
    }

    static ImportRefused otherOutcome(long line, String command) {
        return new ImportRefused(
                "Line " + line + ": the command " + command + " is decided already, and its outcome is another one.",
                "The command has another history here. Import into another installation.",
                null);
    }

    static ImportRefused notStored(long line, String where, String reason, Throwable cause) {
        return new ImportRefused(
                "Line " + line + ": " + where + " cannot be stored: " + reason + ".",
                "Fix the domain or its tables, then import again; what is stored already is then skipped.",
                cause);
    }

    /** What the user can do. */
    public String advice() {
        return advice;
    }
}

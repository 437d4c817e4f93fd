package io.spanwire.launcher.roles;

import io.spanwire.projections.transfer.ImportResult;

/** Follows an import or check. Called by one thread. */
public interface ImportListener {
    /** Everything is prepared; the first event comes now. */
    void begins();

    /** @param events number of the file's events that are done */
    void progress(long events);

    /** The whole file is stored, and not published yet. */
    void stored(ImportResult result);
}

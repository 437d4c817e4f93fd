package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedPage;

/**
 * A page to be written.
 *
 * @param added the first of its versions that is a row until now; lower ones come from the stream's last page, which this
 *     one replaces
 */
record NewPage(OldStream stream, ArchivedPage page, long added) {
    boolean replaces() {
        return added > page.firstVersion();
    }

    long events() {
        return page.lastVersion() - added + 1;
    }
}

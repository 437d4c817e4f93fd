package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the events of one stream, added in order, into pages as large as their limits allow. */
final class PageCutter {
    private List<ArchivedEvent> events = new ArrayList<>();
    private long bytes;

    /** Whether a page has so much room left that the events that follow belong into it. */
    static boolean hasRoom(ArchivedPage page) {
        return page.lastVersion() - page.firstVersion() + 1 < ArchivedPage.MAX_EVENTS / 2
                && page.bytes() < ArchivedPage.MAX_BYTES / 2
                && page.lastPosition() - page.firstPosition() < ArchivedPage.MAX_SPAN / 2;
    }

    /** Adds an event; returns the page before it, if that is full. */
    Optional<ArchivedPage> add(ArchivedEvent event) {
        Optional<ArchivedPage> full = fits(event) ? Optional.empty() : end();
        events.add(event);
        bytes += event.text().length() + 1;
        return full;
    }

    /** The last page, if there is one. */
    Optional<ArchivedPage> end() {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        ArchivedPage page = ArchivedPage.of(events);
        events = new ArrayList<>();
        bytes = 0;
        return Optional.of(page);
    }

    private boolean fits(ArchivedEvent event) {
        return events.isEmpty()
                || (events.size() < ArchivedPage.MAX_EVENTS
                        && bytes + event.text().length() <= ArchivedPage.MAX_BYTES
                        && event.position() - events.get(0).position() <= ArchivedPage.MAX_SPAN);
    }
}

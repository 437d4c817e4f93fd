package io.spanwire.projections.rebuild;

import io.spanwire.projections.journal.PipelinedConnection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The events of one partition, read page by page, up to a target. A page has about as many bytes as the last; more where
 * events are archived, since a read decodes the archived pages of many streams, however few events of each it takes.
 */
final class PartitionReader {
    private static final int FIRST_PAGE = 200;
    private static final int MAX_PAGE = 2_000;
    private static final int MIN_PAGE = 10;
    private static final long MAX_CHARACTERS = 1L << 20;
    private static final int MAX_ARCHIVED_PAGE = 10_000;
    /** Of all partitions together. */
    private static final long MAX_ARCHIVED_CHARACTERS = 32L << 20;

    private final FillSource source;
    private final FillProgress from;
    private final long archivedCharacters;
    private final Deque<FillEvent> events = new ArrayDeque<>();
    private long read;
    private long taken;
    private int page = FIRST_PAGE;
    private Instant latest = Instant.MIN;

    /** @param partitions how many are read at the same time */
    PartitionReader(FillSource source, FillProgress from, int partitions) {
        this.archivedCharacters = Math.max(MAX_CHARACTERS, MAX_ARCHIVED_CHARACTERS / partitions);
        this.source = source;
        this.from = from;
        this.read = from.position();
        this.taken = from.position();
    }

    /** Whether there is an event to take; reads until there is one or the target is reached. */
    boolean hasNext(PipelinedConnection connection) {
        while (events.isEmpty() && read < from.target()) {
            long to = Math.min(from.target(), read + page);
            FillSource.Page found = source.read(connection, from.partition(), read, to);
            events.addAll(found.events());
            read = to;
            resize(found);
        }
        return !events.isEmpty();
    }

    private void resize(FillSource.Page found) {
        long most = found.archived() ? archivedCharacters : MAX_CHARACTERS;
        if (found.characters() > most) {
            page = Math.max(MIN_PAGE, page / 2);
        } else if (found.characters() < most / 2) {
            page = Math.min(found.archived() ? MAX_ARCHIVED_PAGE : MAX_PAGE, page * 2);
        }
    }

    /** The time of the next event, and at least that of those before it: clocks of edges differ. */
    Instant time() {
        Instant next = events.getFirst().recorded().at();
        latest = next.isAfter(latest) ? next : latest;
        return latest;
    }

    FillEvent take() {
        FillEvent next = events.removeFirst();
        taken = next.position();
        return next;
    }

    int partition() {
        return from.partition();
    }

    /** The position up to which all events were taken. */
    long position() {
        return events.isEmpty() ? read : taken;
    }
}

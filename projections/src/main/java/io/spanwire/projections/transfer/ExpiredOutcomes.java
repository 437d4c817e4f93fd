package io.spanwire.projections.transfer;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.exportfile.ExportedOutcome;
import java.util.Optional;
import java.util.UUID;

/**
 * The outcomes that have expired, as far as their events tell: without the command's name and fingerprint. Given the events
 * of a partition in order; those of a command stand together. One thread.
 */
final class ExpiredOutcomes {
    private static final String NAME = "expired";

    private UUID command = new UUID(0, 0);
    private int events;

    /** The command of an event, and who sent it. */
    record Author(UUID command, String actor) {}

    /** The outcome if the event is its command's last, which the command of the next event tells. */
    Optional<ExportedOutcome> after(StoredLine event, Author author, Optional<UUID> next) {
        events = author.command().equals(command) ? events + 1 : 1;
        command = author.command();
        if (next.equals(Optional.of(command))) {
            return Optional.empty();
        }
        StreamId stream = StreamId.parse(event.stream());
        return Optional.of(new ExportedOutcome(
                new Outcome.Accepted(command, stream, "", author.actor(), event.version(), events), NAME, event.at()));
    }
}

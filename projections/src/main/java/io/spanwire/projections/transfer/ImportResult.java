package io.spanwire.projections.transfer;

/** The numbers of an import: what it stored, and what was there already. */
public record ImportResult(long events, long outcomes, long knownEvents, long knownOutcomes) {
    static final ImportResult NOTHING = new ImportResult(0, 0, 0, 0);

    ImportResult plus(ImportResult other) {
        return new ImportResult(
                events + other.events,
                outcomes + other.outcomes,
                knownEvents + other.knownEvents,
                knownOutcomes + other.knownOutcomes);
    }

    /** All events of the file so far. */
    public long allEvents() {
        return events + knownEvents;
    }
}

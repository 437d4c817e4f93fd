package io.spanwire.projections.archive;

/** The observer of an archiving run. */
@FunctionalInterface
public interface ArchiveListener {
    /** So many events are archived, durably. */
    void archived(long events);
}

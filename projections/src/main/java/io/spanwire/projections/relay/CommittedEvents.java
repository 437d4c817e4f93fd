package io.spanwire.projections.relay;

import io.spanwire.bus.message.StoredEvent;
import java.util.List;

/** A source of a partition's committed events: PostgreSQL. */
@FunctionalInterface
public interface CommittedEvents {
    /** A page of the events with positions in {@code (after, to]}, in order; empty only when there are none. */
    List<StoredEvent> between(int partition, long after, long to);
}

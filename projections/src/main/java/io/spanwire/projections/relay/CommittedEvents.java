package io.spanwire.projections.relay;

import io.spanwire.bus.message.StoredEvent;
import java.util.List;

/** Reads committed events of a partition from PostgreSQL. */
@FunctionalInterface
public interface CommittedEvents {
    /** A page of the events with positions in {@code (after, to]}, in position order; empty only when there are none. */
    List<StoredEvent> between(int partition, long after, long to);
}

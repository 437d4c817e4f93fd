/**
 * Folding: stored events and snapshots as the domain's values, and the state of a stream after them. Pure functions; no
 * I/O, clock, Vert.x, Kafka or SQL. Depends on the domain API, messages and JSON. Read
 * {@link io.spanwire.bus.fold.HistoryDeserializer} first.
 */
@NullMarked
package io.spanwire.bus.fold;

import org.jspecify.annotations.NullMarked;

/**
 * The worker: reads commands from Kafka, decides them, stores events, outcomes and read models in one PostgreSQL
 * transaction, then publishes what was committed. It depends on the module event-bus only. Read
 * {@link io.spanwire.projections.lane.Lane} first, then {@link io.spanwire.projections.journal.PostgresJournal}.
 */
@NullMarked
package io.spanwire.projections;

import org.jspecify.annotations.NullMarked;

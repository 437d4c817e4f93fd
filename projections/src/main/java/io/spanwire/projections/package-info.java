/**
 * The worker: takes commands off the log, decides them, and stores events, outcomes and read models in one transaction;
 * then relays what was committed. Read {@link io.spanwire.projections.lane.Lane} first, then
 * {@link io.spanwire.projections.journal.PostgresJournal}.
 */
@NullMarked
package io.spanwire.projections;

import org.jspecify.annotations.NullMarked;

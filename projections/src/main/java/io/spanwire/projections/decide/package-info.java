/**
 * Pure functions that decide a command against the state of its stream and return its outcome and events. No I/O,
 * clock, Vert.x, Kafka or SQL. Read {@link io.spanwire.projections.decide.CommandDecider} first.
 */
@NullMarked
package io.spanwire.projections.decide;

import org.jspecify.annotations.NullMarked;

/**
 * Deciding, as pure functions: a command and the state of its stream in, an outcome with its events out. No I/O, no clock,
 * no Vert.x, no Kafka, no SQL. Read {@link io.spanwire.projections.decide.CommandDecider} first.
 */
@NullMarked
package io.spanwire.projections.decide;

import org.jspecify.annotations.NullMarked;

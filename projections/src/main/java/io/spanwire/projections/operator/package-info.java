/**
 * What an operator sees of parked streams, and how orders for them are given: read over JDBC, ordered through the command
 * log, so that the lane stays the only one who decides. Blocking; for command lines. Read
 * {@link io.spanwire.projections.operator.ParkedDesk} first.
 */
@NullMarked
package io.spanwire.projections.operator;

import org.jspecify.annotations.NullMarked;

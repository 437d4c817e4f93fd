/**
 * The operator's commands. Parked streams are read over JDBC and ordered through the command log, so that only lanes
 * decide. A new epoch makes PostgreSQL and Kafka agree while no other process runs. Blocking. Depends on event-bus, and
 * on the packages {@code journal}, {@code relay} and {@code schema}. Read
 * {@link io.spanwire.projections.operator.ParkedStreamAdmin} or {@link io.spanwire.projections.operator.NewEpoch}
 * first.
 */
@NullMarked
package io.spanwire.projections.operator;

import org.jspecify.annotations.NullMarked;

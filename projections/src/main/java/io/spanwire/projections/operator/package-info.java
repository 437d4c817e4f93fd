/**
 * What an operator can do from a command line. Parked streams: read over JDBC, and ordered through the command log, so that
 * the lane stays the only one who decides. A new epoch: PostgreSQL and Kafka made to agree, while nobody else runs. Blocking.
 * Read {@link io.spanwire.projections.operator.ParkedStreamAdmin} or {@link io.spanwire.projections.operator.NewEpoch} first.
 */
@NullMarked
package io.spanwire.projections.operator;

import org.jspecify.annotations.NullMarked;

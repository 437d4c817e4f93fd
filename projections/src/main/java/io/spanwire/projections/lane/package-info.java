/**
 * The lane: one loop that owns some partitions, one Kafka consumer, one transaction at a time. Read
 * {@link io.spanwire.projections.lane.Lane}, then {@link io.spanwire.projections.lane.BatchTransaction}.
 */
@NullMarked
package io.spanwire.projections.lane;

import org.jspecify.annotations.NullMarked;

/**
 * The lane: a loop that owns some partitions, with one Kafka consumer and one transaction at a time. Depends on decide,
 * project, journal and relay. Read {@link io.spanwire.projections.lane.Lane} first, then
 * {@link io.spanwire.projections.lane.BatchTransaction}. The classes by family:
 *
 * <ul>
 *   <li>lane: Lane, Lanes, LaneResources, LaneSettings, LaneMetrics, LaneHealth
 *   <li>log: LogRecord, CommandLogValidator, CommandTopicId, CommandTopicWatcher, OffsetReporter, PartitionAssignment
 *   <li>batch: Batch, BatchTransaction, BatchLoader, BatchState, SingleCommandWriter, CommittedBatch, SlowBatchPolicy,
 *       BatchTakenOver
 *   <li>parking: BatchParking, IncomingBatchParking, RetryBatchParking, ParkingLimits, ParkedReason, ParkedRetries
 *   <li>streams: StreamLoader, StreamCache, SnapshotPolicy
 * </ul>
 */
@NullMarked
package io.spanwire.projections.lane;

import org.jspecify.annotations.NullMarked;

package io.spanwire.projections.journal;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import java.util.Map;
import java.util.UUID;

/**
 * The rows a transaction reads when it locks a batch's partitions.
 *
 * @param outcomes outcomes of commands that were decided before
 * @param streams the streams that were not cached and exist
 * @param parked the streams of the batch that are parked
 */
public record LockedBatch(
        Map<Integer, PartitionProgress> partitions,
        Map<UUID, Outcome> outcomes,
        Map<StreamId, StreamRow> streams,
        Map<StreamId, ParkedCommandPage.Found> parked) {}

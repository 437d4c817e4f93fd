package io.spanwire.projections.journal;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import java.util.Map;
import java.util.UUID;

/** What a transaction finds when it opens, its partitions locked. */
public record LockedBatch(
        Map<Integer, PartitionProgress> partitions,
        Map<UUID, Outcome> known,
        Map<StreamId, StreamRow> streams,
        Map<StreamId, ParkedCommandPage.Found> parked) {}

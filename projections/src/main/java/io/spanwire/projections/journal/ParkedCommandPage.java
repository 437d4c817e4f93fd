package io.spanwire.projections.journal;

import io.spanwire.bus.message.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * The rows a transaction reads when it locks a partition to carry out an operator's order.
 *
 * @param stream how the stream is parked; empty when it is not
 * @param row the stream's version and snapshot; empty when it has no events
 * @param waiting the first waiting commands, in order
 * @param outcomes outcomes that other records with the same command id got meanwhile
 * @param decided how many commands this order has decided in earlier transactions
 * @param finished whether the order was already carried out
 */
public record ParkedCommandPage(
        Map<Integer, PartitionProgress> partitions,
        Optional<Found> stream,
        Optional<StreamRow> row,
        List<Waiting> waiting,
        Map<UUID, Outcome> outcomes,
        int decided,
        boolean finished) {
    /**
     * A parked stream as it is stored.
     *
     * @param waitingCommands which of the commands looked up wait in it
     */
    public record Found(ParkingChanges.ParkedStream parked, Set<UUID> waitingCommands) {}

    /**
     * A waiting command as it is stored.
     *
     * @param queueNumber a number that orders the waiting commands; an offset would not do, since a truncated log assigns it
     *     twice
     */
    public record Waiting(long queueNumber, int partition, Buffer value, OptionalInt replyTo) {}
}

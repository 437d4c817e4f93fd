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
 * What a transaction finds that carries out an order, its partition locked.
 *
 * @param stream how the stream is parked; empty when it is not
 * @param row where the stream stands; empty when it has no events
 * @param waiting the first commands that wait, in order
 * @param known outcomes some of them got elsewhere, under the same id
 * @param decided commands that got their outcome by this order before
 * @param finished whether the order was carried out before
 */
public record ParkedCommandPage(
        Map<Integer, PartitionProgress> partitions,
        Optional<Found> stream,
        Optional<StreamRow> row,
        List<Waiting> waiting,
        Map<UUID, Outcome> known,
        int decided,
        boolean finished) {
    /**
     * A parked stream as it is stored.
     *
     * @param already those of the commands looked up that wait in it
     */
    public record Found(ParkingChanges.ParkedStream parked, Set<UUID> already) {}

    /**
     * A waiting command as it is stored.
     *
     * @param place orders those that wait in a stream; not an offset, which a log that lost its end gives twice
     */
    public record Waiting(long place, int partition, Buffer value, OptionalInt replyTo) {}
}

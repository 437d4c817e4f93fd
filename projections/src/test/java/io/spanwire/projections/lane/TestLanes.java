package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.relay.Relay;
import io.spanwire.projections.relay.TopicTail;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A factory of real lanes over simulated ports.
 *
 * @param cachePartitioning the partitioning that the lanes' caches use; a mutation makes it wrong
 * @param maxPollGap how long a lane may decide what it polled before it polls again
 * @param reportInterval the time between two reports of a lane's offsets to Kafka
 */
public record TestLanes(
        Domains domains,
        Partitioning partitioning,
        Partitioning cachePartitioning,
        int maxStreams,
        int snapshotEvery,
        int maxWaiting,
        int parkedPage,
        Duration maxPollGap,
        Duration reportInterval,
        LaneMetrics metrics) {

    /** Starts a lane. It opens a new journal after each failure. */
    public Lane start(
            String name,
            Consumer<byte[], byte[]> consumer,
            Supplier<Journal> journals,
            Producer<byte[], byte[]> producer,
            TopicTail tail,
            Handover handover) {
        Lane lane = new Lane(
                name,
                consumer,
                () -> resources(journals.get(), producer, tail, handover),
                partitioning,
                new SlowBatchPolicy(maxPollGap),
                new ParkedRetries(producer, partitioning, ""),
                () -> "",
                new OffsetReporter(consumer, reportInterval),
                metrics);
        lane.start();
        return lane;
    }

    private LaneResources resources(
            Journal journal, Producer<byte[], byte[]> producer, TopicTail tail, Handover handover) {
        StreamCache cache = new StreamCache(maxStreams, cachePartitioning);
        BatchTransaction transaction = new BatchTransaction(
                domains,
                journal,
                cache,
                new SnapshotPolicy(snapshotEvery),
                new ParkingLimits(maxWaiting, parkedPage),
                "");
        return new LaneResources(
                journal, cache, transaction, new Relay(producer, tail, journal::eventsBetween, handover));
    }
}

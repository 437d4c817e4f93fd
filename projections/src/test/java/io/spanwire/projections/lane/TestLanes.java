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
 * Where real lanes are set up over simulated ports.
 *
 * @param memory how the lanes' memory finds a stream's partition; the installation's, unless a mutation wants it wrong
 * @param unpolled how long a lane may decide what it polled before it polls again
 * @param reportEvery how often a lane reports its offsets to Kafka
 */
public record TestLanes(
        Domains domains,
        Partitioning partitioning,
        Partitioning memory,
        int maxStreams,
        int snapshotEvery,
        int maxWaiting,
        int parkedPage,
        Duration unpolled,
        Duration reportEvery,
        LaneMetrics metrics) {

    /** A running lane. Each desk it opens gets a journal of its own. */
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
                () -> desk(journals.get(), producer, tail, handover),
                partitioning,
                new SlowBatchPolicy(unpolled),
                new ParkedRetries(producer, partitioning, ""),
                () -> "",
                new OffsetReporter(consumer, reportEvery),
                metrics);
        lane.start();
        return lane;
    }

    private LaneResources desk(Journal journal, Producer<byte[], byte[]> producer, TopicTail tail, Handover handover) {
        StreamCache own = new StreamCache(maxStreams, memory);
        BatchTransaction transaction = new BatchTransaction(
                domains,
                journal,
                own,
                new SnapshotPolicy(snapshotEvery),
                new ParkingLimits(maxWaiting, parkedPage),
                "");
        return new LaneResources(
                journal, own, transaction, new Relay(producer, tail, journal::eventsBetween, handover));
    }
}

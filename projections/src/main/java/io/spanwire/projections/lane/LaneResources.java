package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.relay.HistoryCheck;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.relay.Relay;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** A lane's database connection and everything that is discarded with it, the cache included. */
record LaneResources(
        Journal journal, StreamCache cache, ClaimedPartitions claimed, BatchTransaction transaction, Relay relay)
        implements AutoCloseable {

    /** Opens a lane's resources, again after each failure. */
    record Factory(
            Vertx vertx,
            Domains domains,
            KafkaClients clients,
            Producer<byte[], byte[]> producer,
            Partitioning partitioning,
            Handover handover,
            LaneSettings settings,
            LaneMetrics metrics) {

        LaneResources open() {
            Journal journal = new PostgresJournal(
                    PipelinedConnection.open(vertx, settings.database(), settings.statementTimeout()));
            try {
                checkHistory(journal);
            } catch (RuntimeException failed) {
                journal.close();
                throw failed;
            }
            StreamCache cache = new StreamCache(settings.maxStreams(), partitioning);
            ClaimedPartitions claimed = new ClaimedPartitions();
            BatchTransaction transaction = new BatchTransaction(
                    domains,
                    journal,
                    cache,
                    claimed,
                    new SnapshotPolicy(settings.snapshotEvery()),
                    ParkingLimits.STANDARD,
                    new TimedDecider(domains, System::nanoTime, metrics::slowDecision),
                    settings.domainsHash());
            Relay relay = new Relay(producer, new KafkaTopicTail(clients), journal::eventsBetween, handover);
            return new LaneResources(journal, cache, claimed, transaction, relay);
        }

        /** Checks all partitions, not only the lane's: a database that lacks events of one is older in all of them. */
        private void checkHistory(Journal journal) {
            List<Integer> all = partitioning.all();
            new HistoryCheck(new KafkaTopicTail(clients), () -> PartitionProgress.heads(journal.partitionProgress(all)))
                    .check(all);
        }
    }

    /** Forgets what is known of partitions that may belong to another lane now. */
    void evict(Collection<Integer> partitions) {
        cache.evict(partitions);
        claimed.evict(partitions);
    }

    @Override
    public void close() {
        journal.close();
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.Clients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.journal.Progress;
import io.spanwire.projections.journal.Session;
import io.spanwire.projections.relay.KafkaTail;
import io.spanwire.projections.relay.Relay;
import io.spanwire.projections.relay.SameHistory;
import io.vertx.core.Vertx;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** What a lane works with while one database connection lasts. Thrown away with the connection, memory and all. */
record Desk(Journal journal, StreamMemory memory, BatchTransaction transaction, Relay relay) implements AutoCloseable {

    /** What it takes to set one up again. */
    record Supplies(
            Vertx vertx,
            Domains domains,
            Clients clients,
            Producer<byte[], byte[]> producer,
            Partitioning partitioning,
            LaneSettings settings) {

        Desk open() {
            Journal journal =
                    new PostgresJournal(Session.open(vertx, settings.database(), settings.longestStatement()));
            try {
                compare(journal);
            } catch (RuntimeException failed) {
                journal.close();
                throw failed;
            }
            StreamMemory memory = new StreamMemory(settings.mostStreams(), partitioning);
            BatchTransaction transaction = new BatchTransaction(
                    domains, journal, memory, new Snapshots(settings.snapshotEvery()), ParkedLimits.STANDARD);
            Relay relay = new Relay(producer, new KafkaTail(clients), journal::eventsBetween);
            return new Desk(journal, memory, transaction, relay);
        }

        /** All partitions, not the lane's alone: a database that lacks events of one is older in all of them. */
        private void compare(Journal journal) {
            List<Integer> all = partitioning.all();
            new SameHistory(new KafkaTail(clients), () -> Progress.heads(journal.wherePartitionsStand(all))).check(all);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}

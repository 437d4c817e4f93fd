package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.Clients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.journal.Session;
import io.spanwire.projections.relay.KafkaTail;
import io.spanwire.projections.relay.Relay;
import io.vertx.core.Vertx;
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
            StreamMemory memory = new StreamMemory(settings.mostStreams(), partitioning);
            BatchTransaction transaction = new BatchTransaction(
                    domains, journal, memory, new Snapshots(settings.snapshotEvery()), ParkedLimits.STANDARD);
            Relay relay = new Relay(producer, new KafkaTail(clients), journal::eventsBetween);
            return new Desk(journal, memory, transaction, relay);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}

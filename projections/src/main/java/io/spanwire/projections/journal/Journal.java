package io.spanwire.projections.journal;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A lane's connection to the database: one transaction at a time, and reads outside of it. One thread; each call blocks until
 * its answer has come. Each may throw {@link DatabaseUnavailable}, after which the connection is of no further use.
 */
public interface Journal extends PartitionProgressStore, AutoCloseable {
    /**
     * Runs work in one transaction. Unless the work commits, the transaction is rolled back, also when the work throws.
     *
     * @return what the work returns
     * @throws StatementFailed when PostgreSQL refused a statement permanently; nothing was stored
     */
    <T> T inTransaction(Function<JournalTransaction, T> work);

    /** The numbers of parked streams and commands by partition; partitions without any are left out. */
    Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions);

    /** The first streams of partitions that failed with other domains, by name, behind a name; outside a transaction. */
    List<StreamId> parkedUnderOthers(Collection<Integer> partitions, String domainsHash, String after, int most);

    /** A page of a partition's committed events with positions in {@code (after, to]}. */
    List<StoredEvent> eventsBetween(int partition, long after, long to);

    /** Round trips to the database so far. */
    long roundTrips();

    @Override
    void close();
}

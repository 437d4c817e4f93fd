package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.HistoryIdentity;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.LockedBatch;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;

/** Journals that lie to their lane the way a mutation wants it. */
final class Mutants {
    private Mutants() {}

    static Journal journal(
            SimulatedWorld world,
            Journal journal,
            SimulatedConsumer consumer,
            Supplier<MockProducer<byte[], byte[]>> producer) {
        if (world.mutated(Mutation.CLAIM_NOT_CHECKED)) {
            return new Unchecked(journal, consumer);
        }
        if (world.mutated(Mutation.OUTCOMES_NOT_LOOKED_UP) || world.mutated(Mutation.OUTCOMES_NOT_UNIQUE)) {
            return new Forgetful(journal);
        }
        if (world.mutated(Mutation.PARKED_NOT_LOOKED_UP)) {
            return new Overtaking(journal);
        }
        if (world.mutated(Mutation.PARKED_OUT_OF_ORDER) || world.mutated(Mutation.ORDER_STARTS_ANEW)) {
            return new Disordered(journal, world.mutated(Mutation.ORDER_STARTS_ANEW));
        }
        return world.mutated(Mutation.RELAYED_TOO_EARLY) ? new Hasty(journal, producer.get()) : journal;
    }

    /** Says that the batch starts where the partition stands, whatever it stands at. */
    private static final class Unchecked extends Passing {
        private final SimulatedConsumer consumer;

        Unchecked(Journal journal, SimulatedConsumer consumer) {
            super(journal);
            this.consumer = consumer;
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            LockedBatch opening = super.lock(partitions, commands, unknown, streams);
            Map<Integer, PartitionProgress> believed = new HashMap<>(opening.partitions());
            consumer.polledFrom()
                    .forEach((partition, from) -> believed.computeIfPresent(
                            partition,
                            (number, standing) ->
                                    new PartitionProgress(from, PartitionProgress.UNKNOWN, standing.head())));
            return new LockedBatch(believed, opening.known(), opening.streams(), opening.parked());
        }
    }

    /** Knows no outcomes. */
    private static final class Forgetful extends Passing {
        Forgetful(Journal journal) {
            super(journal);
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            LockedBatch opening = super.lock(partitions, commands, unknown, streams);
            return new LockedBatch(opening.partitions(), Map.of(), opening.streams(), opening.parked());
        }
    }

    /** Knows no parked streams. */
    private static final class Overtaking extends Passing {
        Overtaking(Journal journal) {
            super(journal);
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            return super.lock(partitions, commands, unknown, Set.of());
        }
    }

    /** Begins every page of an order as if it were the first, or turns the page around. */
    private static final class Disordered extends Passing {
        private final boolean anew;

        Disordered(Journal journal, boolean anew) {
            super(journal);
            this.anew = anew;
        }

        @Override
        public ParkedCommandPage lockParked(int partition, OperatorOrder order, int most) {
            ParkedCommandPage page = super.lockParked(partition, order, most);
            List<ParkedCommandPage.Waiting> waiting = new ArrayList<>(page.waiting());
            if (!anew) {
                Collections.reverse(waiting);
            }
            return new ParkedCommandPage(
                    page.partitions(),
                    page.stream(),
                    page.row(),
                    waiting,
                    page.known(),
                    anew ? 0 : page.decided(),
                    page.finished());
        }
    }

    /** Sends events on the way to the commit. */
    private static final class Hasty extends Passing {
        private final MockProducer<byte[], byte[]> producer;

        Hasty(Journal journal, MockProducer<byte[], byte[]> producer) {
            super(journal);
            this.producer = producer;
        }

        @Override
        public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
            for (BatchChanges.Appended event : changes.events()) {
                var unused =
                        producer.send(EventRecords.encode(event.stored(), event.partition()), (sent, failed) -> {});
            }
            super.commit(changes, progress);
        }
    }

    /** Another journal as it is. */
    private static class Passing implements Journal, JournalTransaction {
        private final Journal journal;
        private Optional<JournalTransaction> current = Optional.empty();

        Passing(Journal journal) {
            this.journal = journal;
        }

        @Override
        public <T> T inTransaction(Function<JournalTransaction, T> work) {
            return journal.inTransaction(transaction -> {
                current = Optional.of(transaction);
                return work.apply(this);
            });
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            return current.orElseThrow().lock(partitions, commands, unknown, streams);
        }

        @Override
        public ParkedCommandPage lockParked(int partition, OperatorOrder order, int most) {
            return current.orElseThrow().lockParked(partition, order, most);
        }

        @Override
        public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
            return journal.parked(partitions);
        }

        @Override
        public List<StreamId> parkedUnderOthers(
                Collection<Integer> partitions, String domainsHash, String after, int most) {
            return journal.parkedUnderOthers(partitions, domainsHash, after, most);
        }

        @Override
        public Map<Long, String> eventsAfter(StreamId stream, long version, int most) {
            return current.orElseThrow().eventsAfter(stream, version, most);
        }

        @Override
        public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
            current.orElseThrow().commit(changes, progress);
        }

        @Override
        public void writeOrUndo(BatchChanges changes) {
            current.orElseThrow().writeOrUndo(changes);
        }

        @Override
        public HistoryIdentity history() {
            return journal.history();
        }

        @Override
        public Map<Integer, PartitionProgress> partitionProgress(Collection<Integer> partitions) {
            return journal.partitionProgress(partitions);
        }

        @Override
        public void setBack(int partition, PartitionProgress read, long offset, String topic) {
            journal.setBack(partition, read, offset, topic);
        }

        @Override
        public List<StoredEvent> eventsBetween(int partition, long after, long to) {
            return journal.eventsBetween(partition, after, to);
        }

        @Override
        public long roundTrips() {
            return journal.roundTrips();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}

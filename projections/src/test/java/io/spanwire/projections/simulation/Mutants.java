package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
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

/** Journals that give their lane wrong answers, one kind for each mutation. */
final class Mutants {
    private Mutants() {}

    static Journal journal(
            SimulatedWorld world,
            Journal journal,
            SimulatedConsumer consumer,
            Supplier<MockProducer<byte[], byte[]>> producer) {
        if (world.mutated(Mutation.CLAIM_NOT_CHECKED)) {
            return new ClaimUnchecked(journal, consumer, world.database().tables());
        }
        if (world.mutated(Mutation.OUTCOMES_NOT_LOOKED_UP) || world.mutated(Mutation.OUTCOMES_NOT_UNIQUE)) {
            return new OutcomesForgotten(journal);
        }
        if (world.mutated(Mutation.PARKED_NOT_LOOKED_UP)) {
            return new ParkedForgotten(journal);
        }
        if (world.mutated(Mutation.PARKED_OUT_OF_ORDER) || world.mutated(Mutation.ORDER_PROGRESS_NOT_LOOKED_UP)) {
            return new OrderDisturbed(journal, world.mutated(Mutation.ORDER_PROGRESS_NOT_LOOKED_UP));
        }
        return world.mutated(Mutation.RELAYED_BEFORE_COMMIT) ? new EarlyPublisher(journal, producer.get()) : journal;
    }

    /** Reports as next offset whatever the batch begins with. */
    private static final class ClaimUnchecked extends DelegatingJournal {
        private final SimulatedConsumer consumer;
        private final SimulatedTables tables;

        ClaimUnchecked(Journal journal, SimulatedConsumer consumer, SimulatedTables tables) {
            super(journal);
            this.consumer = consumer;
            this.tables = tables;
        }

        @Override
        public void commitUnlocked(
                Map<Integer, PartitionProgress> expected,
                BatchChanges changes,
                Map<Integer, PartitionProgress> progress) {
            Map<Integer, PartitionProgress> stored = new HashMap<>();
            expected.keySet().forEach(partition -> stored.put(partition, tables.progress(partition)));
            super.commitUnlocked(stored, changes, progress);
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            LockedBatch locked = super.lock(partitions, commands, unknown, streams);
            Map<Integer, PartitionProgress> fromBatch = new HashMap<>(locked.partitions());
            consumer.polledFrom()
                    .forEach((partition, from) -> fromBatch.computeIfPresent(
                            partition,
                            (number, progress) ->
                                    new PartitionProgress(from, PartitionProgress.UNKNOWN, progress.head())));
            return new LockedBatch(fromBatch, locked.outcomes(), locked.streams(), locked.parked());
        }
    }

    /** Reports no known outcomes. */
    private static final class OutcomesForgotten extends DelegatingJournal {
        OutcomesForgotten(Journal journal) {
            super(journal);
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            LockedBatch locked = super.lock(partitions, commands, unknown, streams);
            return new LockedBatch(locked.partitions(), Map.of(), locked.streams(), locked.parked());
        }
    }

    /** Reports no parked streams. */
    private static final class ParkedForgotten extends DelegatingJournal {
        ParkedForgotten(Journal journal) {
            super(journal);
        }

        @Override
        public LockedBatch lock(
                Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> unknown, Set<StreamId> streams) {
            return super.lock(partitions, commands, unknown, Set.of());
        }
    }

    /** Reports every page of an order as its first, or reverses the page. */
    private static final class OrderDisturbed extends DelegatingJournal {
        private final boolean forgetProgress;

        OrderDisturbed(Journal journal, boolean forgetProgress) {
            super(journal);
            this.forgetProgress = forgetProgress;
        }

        @Override
        public ParkedCommandPage lockParked(int partition, OperatorOrder order, int max) {
            ParkedCommandPage page = super.lockParked(partition, order, max);
            List<ParkedCommandPage.Waiting> waiting = new ArrayList<>(page.waiting());
            if (!forgetProgress) {
                Collections.reverse(waiting);
            }
            return new ParkedCommandPage(
                    page.partitions(),
                    page.stream(),
                    page.row(),
                    waiting,
                    page.outcomes(),
                    forgetProgress ? 0 : page.decided(),
                    page.finished());
        }
    }

    /** Publishes events before the commit. */
    private static final class EarlyPublisher extends DelegatingJournal {
        private final MockProducer<byte[], byte[]> producer;

        EarlyPublisher(Journal journal, MockProducer<byte[], byte[]> producer) {
            super(journal);
            this.producer = producer;
        }

        @Override
        public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
            publish(changes);
            super.commit(changes, progress);
        }

        @Override
        public void commitUnlocked(
                Map<Integer, PartitionProgress> expected,
                BatchChanges changes,
                Map<Integer, PartitionProgress> progress) {
            publish(changes);
            super.commitUnlocked(expected, changes, progress);
        }

        private void publish(BatchChanges changes) {
            for (BatchChanges.Appended event : changes.events()) {
                var unused =
                        producer.send(EventRecords.encode(event.stored(), event.partition()), (sent, failed) -> {});
            }
        }
    }

    /** A journal that delegates every call. */
    private static class DelegatingJournal implements Journal, JournalTransaction {
        private final Journal journal;
        private Optional<JournalTransaction> current = Optional.empty();

        DelegatingJournal(Journal journal) {
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
        public ParkedCommandPage lockParked(int partition, OperatorOrder order, int max) {
            return current.orElseThrow().lockParked(partition, order, max);
        }

        @Override
        public Map<Integer, ParkingChanges.Count> parked(Collection<Integer> partitions) {
            return journal.parked(partitions);
        }

        @Override
        public List<StreamId> parkedUnderOthers(
                Collection<Integer> partitions, String domainsHash, String after, int max) {
            return journal.parkedUnderOthers(partitions, domainsHash, after, max);
        }

        @Override
        public Map<String, SubjectKey> keys(Set<String> subjects) {
            return current.orElseThrow().keys(subjects);
        }

        @Override
        public void skip(
                String reaction,
                Set<String> types,
                Map<Integer, PartitionProgress> before,
                Map<Integer, PartitionProgress> after) {
            current.orElseThrow().skip(reaction, types, before, after);
        }

        @Override
        public void skipWebhooks(Map<Integer, PartitionProgress> before, Map<Integer, PartitionProgress> after) {
            current.orElseThrow().skipWebhooks(before, after);
        }

        @Override
        public Map<Long, String> eventsAfter(StreamId stream, long version, int max) {
            return current.orElseThrow().eventsAfter(stream, version, max);
        }

        @Override
        public void commit(BatchChanges changes, Map<Integer, PartitionProgress> progress) {
            current.orElseThrow().commit(changes, progress);
        }

        @Override
        public void commitUnlocked(
                Map<Integer, PartitionProgress> expected,
                BatchChanges changes,
                Map<Integer, PartitionProgress> progress) {
            current.orElseThrow().commitUnlocked(expected, changes, progress);
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
        public void rewind(int partition, PartitionProgress read, long offset, String topic) {
            journal.rewind(partition, read, offset, topic);
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

package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.Changes;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.Opening;
import io.spanwire.projections.journal.Progress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;

/** Journals that lie to their lane the way a mutation wants it. */
final class Mutants {
    private Mutants() {}

    static Journal journal(
            World world, Journal journal, SimulatedConsumer consumer, Supplier<MockProducer<byte[], byte[]>> producer) {
        if (world.mutated(Mutation.CLAIM_NOT_CHECKED)) {
            return new Unchecked(journal, consumer);
        }
        if (world.mutated(Mutation.OUTCOMES_NOT_LOOKED_UP) || world.mutated(Mutation.OUTCOMES_NOT_UNIQUE)) {
            return new Forgetful(journal);
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
        public Opening open(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> streams) {
            Opening opening = super.open(partitions, commands, streams);
            Map<Integer, Progress> believed = new HashMap<>(opening.partitions());
            consumer.polledFrom()
                    .forEach((partition, from) -> believed.computeIfPresent(
                            partition, (number, standing) -> new Progress(from, Progress.UNKNOWN, standing.head())));
            return new Opening(believed, opening.known(), opening.streams());
        }
    }

    /** Knows no outcomes. */
    private static final class Forgetful extends Passing {
        Forgetful(Journal journal) {
            super(journal);
        }

        @Override
        public Opening open(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> streams) {
            Opening opening = super.open(partitions, commands, streams);
            return new Opening(opening.partitions(), Map.of(), opening.streams());
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
        public void commit(Changes changes, Map<Integer, Progress> progress) {
            for (Changes.Appended event : changes.events()) {
                var unused =
                        producer.send(EventRecords.encode(event.stored(), event.partition()), (sent, failed) -> {});
            }
            super.commit(changes, progress);
        }
    }

    /** Another journal as it is. */
    private static class Passing implements Journal {
        private final Journal journal;

        Passing(Journal journal) {
            this.journal = journal;
        }

        @Override
        public Opening open(Collection<Integer> partitions, Set<UUID> commands, Set<StreamId> streams) {
            return journal.open(partitions, commands, streams);
        }

        @Override
        public Map<Long, String> eventsAfter(StreamId stream, long version, int most) {
            return journal.eventsAfter(stream, version, most);
        }

        @Override
        public void commit(Changes changes, Map<Integer, Progress> progress) {
            journal.commit(changes, progress);
        }

        @Override
        public void writeOrUndo(Changes changes) {
            journal.writeOrUndo(changes);
        }

        @Override
        public void rollback() {
            journal.rollback();
        }

        @Override
        public Map<Integer, Progress> wherePartitionsStand(Collection<Integer> partitions) {
            return journal.wherePartitionsStand(partitions);
        }

        @Override
        public void setBack(int partition, Progress read, long offset, String topic) {
            journal.setBack(partition, read, offset, topic);
        }

        @Override
        public List<StoredEvent> eventsBetween(int partition, long after, long to) {
            return journal.eventsBetween(partition, after, to);
        }

        @Override
        public long waves() {
            return journal.waves();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}

package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A notifier's node: follows the events topic from where it ends, drops positions it has had, and reads from the database
 * what the topic left out. It must see every position once, in order, and none before its commit.
 */
final class SimulatedReader {
    private final SimulatedKafka kafka;
    private final SimulatedTables tables;
    private final ScheduleLog facts;
    private final Map<Integer, Integer> offsets = new TreeMap<>();
    private final Map<Integer, Long> seen = new TreeMap<>();

    /** Starts at the topic's end, having seen some of what is committed now. */
    SimulatedReader(
            int partitions, SimulatedKafka kafka, SimulatedTables tables, ScheduleLog facts, SeededRandom chance) {
        this.kafka = kafka;
        this.tables = tables;
        this.facts = facts;
        for (int partition = 0; partition < partitions; partition++) {
            offsets.put(partition, kafka.events(partition).size());
            seen.put(partition, (long)
                    chance.between(0, (int) tables.progress(partition).head()));
        }
    }

    /** Reads at most so many records of a partition. */
    void read(int partition, int most) {
        List<ConsumerRecord<byte[], byte[]>> log = kafka.events(partition);
        int from = offsets.getOrDefault(partition, 0);
        int to = Math.min(log.size(), from + most);
        log.subList(from, to).forEach(record -> take(partition, EventRecords.decode(record)));
        offsets.put(partition, to);
    }

    void checkAtEnd() {
        offsets.keySet().forEach(partition -> {
            read(partition, Integer.MAX_VALUE / 2);
            long head = tables.progress(partition).head();
            tables.between(partition, seen.getOrDefault(partition, 0L), head).forEach(event -> see(partition, event));
            PromiseBroken.unless(
                    seen.getOrDefault(partition, 0L)
                            == tables.progress(partition).head(),
                    "a reader of partition %d ends at %d, the history at %d",
                    partition,
                    seen.getOrDefault(partition, 0L),
                    head);
        });
    }

    private void take(int partition, StoredEvent event) {
        long last = seen.getOrDefault(partition, 0L);
        if (event.position() <= last) {
            facts.count("dropped what was read before");
            return;
        }
        List<StoredEvent> gap = tables.between(partition, last, event.position() - 1);
        if (!gap.isEmpty()) {
            facts.count("filled a gap from the database");
        }
        gap.forEach(missing -> see(partition, missing));
        see(partition, event);
    }

    private void see(int partition, StoredEvent event) {
        long last = seen.getOrDefault(partition, 0L);
        PromiseBroken.unless(
                event.position() == last + 1,
                "a reader of partition %d saw position %d after %d",
                partition,
                event.position(),
                last);
        PromiseBroken.unless(
                tables.at(partition, event.position()).filter(event::equals).isPresent(),
                "a reader saw position %d of partition %d, which is not committed",
                event.position(),
                partition);
        seen.put(partition, event.position());
    }
}

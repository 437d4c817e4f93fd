package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.message.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A notifier node: follows the events topic from its end, drops positions it has already seen, and reads missing ones
 * from the database. It must see every position once, in order, and none before its commit.
 */
final class SimulatedReader {
    private final SimulatedKafka kafka;
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private final Map<Integer, Integer> offsets = new TreeMap<>();
    private final Map<Integer, Long> seen = new TreeMap<>();

    /** Starts at the topic's end, with some of the committed events already seen. */
    SimulatedReader(
            int partitions,
            SimulatedKafka kafka,
            SimulatedTables tables,
            ScheduleLog scheduleLog,
            SeededRandom random) {
        this.kafka = kafka;
        this.tables = tables;
        this.scheduleLog = scheduleLog;
        for (int partition = 0; partition < partitions; partition++) {
            offsets.put(partition, kafka.events(partition).size());
            seen.put(partition, (long)
                    random.between(0, (int) tables.progress(partition).head()));
        }
    }

    /** Reads at most {@code max} records of a partition. */
    void read(int partition, int max) {
        List<ConsumerRecord<byte[], byte[]>> log = kafka.events(partition);
        int from = offsets.getOrDefault(partition, 0);
        int to = Math.min(log.size(), from + max);
        log.subList(from, to).forEach(record -> receive(partition, EventRecords.decode(record)));
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

    private void receive(int partition, StoredEvent event) {
        long last = seen.getOrDefault(partition, 0L);
        if (event.position() <= last) {
            scheduleLog.count("dropped a position read before");
            return;
        }
        List<StoredEvent> gap = tables.between(partition, last, event.position() - 1);
        if (!gap.isEmpty()) {
            scheduleLog.count("filled a gap from the database");
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

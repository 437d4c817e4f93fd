package io.spanwire.projections.simulation;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.OutcomeRecords;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The checks of what workers publish, made at every record. */
final class PromiseChecks {
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private final Map<Integer, Long> relayed = new HashMap<>();

    PromiseChecks(SimulatedTables tables, ScheduleLog scheduleLog) {
        this.tables = tables;
        this.scheduleLog = scheduleLog;
    }

    /** An event is committed before it is sent; an outcome equals the stored one. */
    void sent(ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> read = SimulatedKafka.stored(record, 0);
        if (record.topic().equals(Topics.OUTCOMES)) {
            checkStored(OutcomeRecords.decode(read));
        } else {
            checkCommitted(record.partition(), EventRecords.decode(read));
        }
    }

    /** The same for what is handed over in memory; the edge of the process takes every second outcome. */
    Handover handover(SeededRandom random) {
        Handover handover = new Handover();
        handover.toEdge((outcome, replyTo) -> {
            checkStored(outcome);
            scheduleLog.count("an outcome was handed over");
            return random.percent(50);
        });
        handover.toNotifier((partition, events) -> {
            events.forEach(event -> checkCommitted(partition, event));
            scheduleLog.count("events were handed over");
        });
        return handover;
    }

    private void checkStored(Outcome outcome) {
        // a failure may have been replaced by a later one, or in its own batch by an outcome
        Optional<Outcome> recorded = outcome.isFinal()
                ? tables.outcomes.find(outcome.command()).filter(outcome::equals)
                : tables.failures.find(outcome.command()).or(() -> tables.outcomes.find(outcome.command()));
        PromiseBroken.unless(
                recorded.isPresent(), "answered %s, recorded %s", outcome, tables.outcomes.find(outcome.command()));
    }

    private void checkCommitted(int partition, StoredEvent event) {
        PromiseBroken.unless(
                tables.at(partition, event.position()).filter(event::equals).isPresent(),
                "relayed position %d of partition %d before its commit",
                event.position(),
                partition);
    }

    /** The topic gets no position before the one that precedes it. */
    void delivered(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.EVENTS)) {
            return;
        }
        long position = EventRecords.decode(record).position();
        long last = relayed.getOrDefault(record.partition(), 0L);
        scheduleLog.trace(() -> "events-" + record.partition() + " has position " + position);
        PromiseBroken.unless(
                position <= last + 1,
                "position %d of partition %d was relayed after %d",
                position,
                record.partition(),
                last);
        relayed.put(record.partition(), Math.max(last, position));
    }

    void checkAtEnd() {
        tables.partitions
                .committed()
                .forEach((partition, progress) -> PromiseBroken.unless(
                        relayed.getOrDefault(partition, 0L) == progress.head(),
                        "partition %d was relayed to %d, its history ends at %d",
                        partition,
                        relayed.getOrDefault(partition, 0L),
                        progress.head()));
    }
}

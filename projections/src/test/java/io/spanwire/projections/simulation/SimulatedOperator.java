package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.OperatorOrder.Verb;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Who spoils and mends read models, and orders what becomes of parked streams. */
final class SimulatedOperator {
    private static final Instant AT = Instant.parse("2026-11-22T11:00:00Z");

    private final SeededRandom chance;
    private final Partitioning partitioning;
    private final SimulatedTables tables;
    private final ScheduleLog facts;
    private final List<ProducerRecord<byte[], byte[]>> orders = new ArrayList<>();
    private final Set<StreamId> retried = new HashSet<>();

    SimulatedOperator(SeededRandom chance, Partitioning partitioning, SimulatedTables tables, ScheduleLog facts) {
        this.chance = chance;
        this.partitioning = partitioning;
        this.tables = tables;
        this.facts = facts;
    }

    /** The database refuses rows of some account from here on, or takes too long for them. */
    void spoil(StreamId account) {
        boolean slow = chance.percent(50);
        facts.tell(() -> (slow ? "slowed " : "spoiled ") + account);
        (slow ? tables.slow : tables.refused).add(account.toString());
    }

    void mend() {
        facts.tell(() -> "mended");
        tables.refused.clear();
        tables.slow.clear();
    }

    /** Some order, mostly for a stream that is parked; maybe one that was given before. */
    ProducerRecord<byte[], byte[]> next(List<StreamId> streams) {
        if (chance.percent(10) && !orders.isEmpty()) {
            return chance.pick(orders);
        }
        List<StreamId> parked = parked();
        StreamId stream = parked.isEmpty() || chance.percent(10) ? chance.pick(streams) : chance.pick(parked);
        return order(stream, chance.percent(60) ? Verb.RETRY : chance.percent(70) ? Verb.DROP : Verb.DROP_ALL);
    }

    /** What gets a parked stream going when nothing else goes wrong: another try, then dropping what fails. */
    Optional<ProducerRecord<byte[], byte[]>> free() {
        return parked().stream().findFirst().map(stream -> order(stream, retried.add(stream) ? Verb.RETRY : Verb.DROP));
    }

    private List<StreamId> parked() {
        return List.copyOf(tables.parkedStreams.committed().keySet());
    }

    private ProducerRecord<byte[], byte[]> order(StreamId stream, Verb verb) {
        OperatorOrder order = new OperatorOrder(chance.uuid(), stream, verb, "operator", AT);
        ProducerRecord<byte[], byte[]> record = OperatorOrderRecords.encode(order, partitioning.of(stream));
        orders.add(record);
        return record;
    }
}

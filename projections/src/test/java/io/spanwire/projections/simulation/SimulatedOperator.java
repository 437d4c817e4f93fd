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

/** The operator: breaks and repairs read models, and orders what happens to parked streams. */
final class SimulatedOperator {
    private static final Instant AT = Instant.parse("2026-11-22T11:00:00Z");

    private final SeededRandom random;
    private final Partitioning partitioning;
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private final List<ProducerRecord<byte[], byte[]>> orders = new ArrayList<>();
    private final Set<StreamId> retried = new HashSet<>();

    SimulatedOperator(SeededRandom random, Partitioning partitioning, SimulatedTables tables, ScheduleLog scheduleLog) {
        this.random = random;
        this.partitioning = partitioning;
        this.tables = tables;
        this.scheduleLog = scheduleLog;
    }

    /** From now on the database refuses rows of an account, or takes too long to write them. */
    void breakProjection(StreamId account) {
        boolean slow = random.percent(50);
        scheduleLog.trace(() -> (slow ? "rows time out: " : "rows are refused: ") + account);
        (slow ? tables.slow : tables.refused).add(account.toString());
    }

    void repairProjections() {
        scheduleLog.trace(() -> "projections repaired");
        tables.refused.clear();
        tables.slow.clear();
    }

    /** The next order, usually for a parked stream; sometimes one that was already sent. */
    ProducerRecord<byte[], byte[]> next(List<StreamId> streams) {
        if (random.percent(10) && !orders.isEmpty()) {
            return random.pick(orders);
        }
        List<StreamId> parked = parked();
        StreamId stream = parked.isEmpty() || random.percent(10) ? random.pick(streams) : random.pick(parked);
        return order(stream, random.percent(60) ? Verb.RETRY : random.percent(70) ? Verb.DROP : Verb.DROP_ALL);
    }

    /** An order that unparks a stream when no more faults happen: first retry, then drop the command that fails. */
    Optional<ProducerRecord<byte[], byte[]>> unpark() {
        return parked().stream().findFirst().map(stream -> order(stream, retried.add(stream) ? Verb.RETRY : Verb.DROP));
    }

    private List<StreamId> parked() {
        return List.copyOf(tables.parkedStreams.committed().keySet());
    }

    private ProducerRecord<byte[], byte[]> order(StreamId stream, Verb verb) {
        OperatorOrder order = new OperatorOrder(random.uuid(), stream, verb, "operator", AT);
        ProducerRecord<byte[], byte[]> record = OperatorOrderRecords.encode(order, partitioning.of(stream));
        orders.add(record);
        return record;
    }
}

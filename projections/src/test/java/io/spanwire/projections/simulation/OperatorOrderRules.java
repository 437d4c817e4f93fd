package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.OperatorOrder.Verb;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkingChanges.OrderProgress;
import io.spanwire.projections.simulation.SimulatedTables.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The check that operator orders did what they say, and no more. */
final class OperatorOrderRules {
    private final SimulatedTables tables;
    private final Map<StreamId, Set<UUID>> single = new HashMap<>();
    private final Set<StreamId> all = new HashSet<>();
    private final Map<StreamId, Integer> dropped = new HashMap<>();

    OperatorOrderRules(SimulatedKafka kafka, Partitioning partitioning, SimulatedTables tables) {
        this.tables = tables;
        for (int partition = 0; partition < partitioning.partitions(); partition++) {
            kafka.commands(partition).stream()
                    .filter(OperatorOrderRecords::isOrder)
                    .map(OperatorOrderRecords::decode)
                    .forEach(this::count);
        }
    }

    private void count(OperatorOrder order) {
        if (order.verb() == Verb.DROP) {
            single.computeIfAbsent(order.stream(), first -> new HashSet<>()).add(order.id());
        } else if (order.verb() == Verb.DROP_ALL) {
            all.add(order.stream());
        }
    }

    /** Checks that the order in this record was carried out. */
    void check(ConsumerRecord<byte[], byte[]> record) {
        UUID id = OperatorOrderRecords.decode(record).id();
        PromiseBroken.unless(
                tables.orders.find(id).filter(OrderProgress::finished).isPresent(), "order %s is not finished", id);
    }

    /** Whether this outcome may be that of the command at this place though nothing decided it. */
    boolean mayReject(Outcome outcome, Place place) {
        String code = outcome instanceof Outcome.Rejected rejected
                ? rejected.problem().code()
                : "";
        boolean dropped = code.equals(Problems.DROPPED.code()) && tables.everWaited.containsKey(place);
        return dropped || code.equals(Problems.QUEUE_FULL.code());
    }

    /** Whether a command may have been rejected so, whatever its domain would have said. An order drops one, or all. */
    boolean allows(String code, Place place, StreamId stream) {
        if (code.equals(Problems.QUEUE_FULL.code())) {
            return tables.everWaited.containsValue(stream);
        }
        if (!code.equals(Problems.DROPPED.code())) {
            return false;
        }
        int count = dropped.merge(stream, 1, Integer::sum);
        int max = single.getOrDefault(stream, Set.of()).size();
        PromiseBroken.unless(all.contains(stream) || count <= max, "%d orders dropped %d of %s", max, count, stream);
        return tables.everWaited.containsKey(place);
    }
}

package io.spanwire.projections.simulation;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.kafka.CommandRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The edges append records to the command log; one in the process of a worker hands them over to it as well. */
final class SimulatedEdges {
    private final SimulatedWorld world;
    private final SeededRandom random;
    private final List<SimulatedWorker> workers;
    /** How many commands pass through the edge of a worker's process. */
    private final int ownEdgePercent;
    /** How many of those pass through the same one. */
    private final int oneEdgePercent;

    /**
     * Edges of these workers.
     *
     * @param workers all workers that were started, including later ones
     */
    SimulatedEdges(SimulatedWorld world, List<SimulatedWorker> workers) {
        this.world = world;
        this.random = world.random();
        this.workers = workers;
        this.ownEdgePercent = random.percent(50) ? 100 : random.below(100);
        this.oneEdgePercent = random.percent(50) ? 100 : random.below(100);
    }

    /** Appends a record that a caller sent, to a worker's own edge or to another one. */
    void send(ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> stored = append(record);
        List<SimulatedWorker> live =
                workers.stream().filter(SimulatedWorker::isAlive).toList();
        if (!live.isEmpty() && random.percent(ownEdgePercent)) {
            SimulatedWorker worker = random.percent(oneEdgePercent) ? live.get(0) : random.pick(live);
            decoded(stored).ifPresent(worker::sent);
        }
    }

    /** Appends a record without handing it over. */
    ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> stored = world.kafka().append(record);
        world.scheduleLog()
                .trace(() -> "commands-" + record.partition() + " at " + stored.offset() + ": "
                        + new String(record.value(), StandardCharsets.UTF_8));
        return stored;
    }

    private static Optional<Handover.AcknowledgedCommand> decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(new Handover.AcknowledgedCommand(
                    record.partition(),
                    record.offset(),
                    CommandRecords.decode(record),
                    CommandRecords.replyTo(record).orElseThrow()));
        } catch (MalformedJson malformed) {
            return Optional.empty();
        }
    }
}

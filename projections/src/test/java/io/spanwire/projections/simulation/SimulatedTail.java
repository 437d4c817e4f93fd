package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.projections.relay.TopicTail;
import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The events topic's tail: reads the last record of each partition, one after the other. */
final class SimulatedTail implements TopicTail {
    private final SimulatedThread thread;
    private final SimulatedKafka kafka;
    private final Faults faults;

    SimulatedTail(SimulatedThread thread, SimulatedKafka kafka, Faults faults) {
        this.thread = thread;
        this.kafka = kafka;
        this.faults = faults;
    }

    @Override
    public Map<Integer, Long> positions(Collection<Integer> partitions, Map<Integer, Long> heads) {
        Map<Integer, Long> positions = new HashMap<>();
        for (int partition : partitions) {
            thread.yieldTurn();
            if (faults.kafkaUnavailable()) {
                throw new KafkaUnavailable("simulated", new IllegalStateException("no answer"));
            }
            List<ConsumerRecord<byte[], byte[]>> log = kafka.events(partition);
            positions.put(
                    partition,
                    log.isEmpty()
                            ? 0
                            : EventRecords.decode(log.get(log.size() - 1)).position());
        }
        thread.yieldTurn();
        return positions;
    }
}

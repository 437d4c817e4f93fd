package io.spanwire.projections.simulation;

import io.spanwire.projections.simulation.ThreadScheduler.SimulatedThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The producer of one process: sent records wait here, in order for each partition, until they are delivered. When the
 * process crashes, some of them are already on the network and arrive nevertheless.
 */
final class SimulatedProducer {
    private final Map<String, Deque<ProducerRecord<byte[], byte[]>>> waiting = new TreeMap<>();
    private final SeededRandom random;
    private final Consumer<ProducerRecord<byte[], byte[]>> sent;

    /**
     * A producer without records.
     *
     * @param sent called with each record at the moment it is sent
     */
    SimulatedProducer(SeededRandom random, Consumer<ProducerRecord<byte[], byte[]>> sent) {
        this.random = random;
        this.sent = sent;
    }

    /** The view of this producer that one lane uses. */
    MockProducer<byte[], byte[]> forLane(SimulatedThread lane) {
        return new LaneProducer(lane);
    }

    boolean isIdle() {
        return waiting.values().stream().allMatch(Deque::isEmpty);
    }

    /** Removes and returns the next records of a partition, in order. */
    List<ProducerRecord<byte[], byte[]>> deliver() {
        List<Deque<ProducerRecord<byte[], byte[]>>> queues =
                waiting.values().stream().filter(queue -> !queue.isEmpty()).toList();
        List<ProducerRecord<byte[], byte[]>> delivered = new ArrayList<>();
        if (!queues.isEmpty()) {
            Deque<ProducerRecord<byte[], byte[]>> queue = random.pick(queues);
            for (int count = random.between(1, queue.size()); count > 0; count--) {
                delivered.add(queue.remove());
            }
        }
        return delivered;
    }

    /** Drops the records that are not on the network yet. */
    void crash() {
        waiting.values().forEach(queue -> {
            for (int lost = random.between(0, queue.size()); lost > 0; lost--) {
                queue.removeLast();
            }
        });
    }

    private final class LaneProducer extends MockProducer<byte[], byte[]> {
        private final SimulatedThread lane;

        private LaneProducer(SimulatedThread lane) {
            this.lane = lane;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // only one simulated thread runs at a time
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (random.percent(25)) {
                lane.yieldTurn();
            }
            sent.accept(record);
            waiting.computeIfAbsent(record.topic() + '-' + record.partition(), first -> new ArrayDeque<>())
                    .add(record);
            return new CompletableFuture<>();
        }
    }
}

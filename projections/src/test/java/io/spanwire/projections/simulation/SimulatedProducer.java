package io.spanwire.projections.simulation;

import io.spanwire.projections.simulation.ThreadScheduler.Runner;
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
 * The producer of one process: what is sent waits here, in order for each partition, until it is delivered. When the process
 * dies, some of what waits is on its way and arrives all the same.
 */
final class SimulatedProducer {
    private final Map<String, Deque<ProducerRecord<byte[], byte[]>>> waiting = new TreeMap<>();
    private final SeededRandom chance;
    private final Consumer<ProducerRecord<byte[], byte[]>> sent;

    /**
     * Nothing is sent yet.
     *
     * @param sent is told of each record the moment it is sent
     */
    SimulatedProducer(SeededRandom chance, Consumer<ProducerRecord<byte[], byte[]>> sent) {
        this.chance = chance;
        this.sent = sent;
    }

    /** The producer as one lane has it. */
    MockProducer<byte[], byte[]> of(Runner lane) {
        return new OfLane(lane);
    }

    boolean idle() {
        return waiting.values().stream().allMatch(Deque::isEmpty);
    }

    /** Takes the next records of some partition, in order. */
    List<ProducerRecord<byte[], byte[]>> deliver() {
        List<Deque<ProducerRecord<byte[], byte[]>>> queues =
                waiting.values().stream().filter(queue -> !queue.isEmpty()).toList();
        List<ProducerRecord<byte[], byte[]>> delivered = new ArrayList<>();
        if (!queues.isEmpty()) {
            Deque<ProducerRecord<byte[], byte[]>> queue = chance.pick(queues);
            for (int count = chance.between(1, queue.size()); count > 0; count--) {
                delivered.add(queue.remove());
            }
        }
        return delivered;
    }

    /** Only what is on its way is left. */
    void crash() {
        waiting.values().forEach(queue -> {
            for (int lost = chance.between(0, queue.size()); lost > 0; lost--) {
                queue.removeLast();
            }
        });
    }

    private final class OfLane extends MockProducer<byte[], byte[]> {
        private final Runner lane;

        private OfLane(Runner lane) {
            this.lane = lane;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // only one simulated thread runs at a time
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (chance.percent(25)) {
                lane.pause();
            }
            sent.accept(record);
            waiting.computeIfAbsent(record.topic() + '-' + record.partition(), first -> new ArrayDeque<>())
                    .add(record);
            return new CompletableFuture<>();
        }
    }
}

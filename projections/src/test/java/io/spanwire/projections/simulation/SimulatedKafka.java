package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The broker: three topics of records with offsets, and the offsets that the group has committed. What is in them stays. */
final class SimulatedKafka {
    private final Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new TreeMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    SimulatedKafka(int partitions) {
        for (String topic : List.of(Topics.COMMANDS, Topics.EVENTS, Topics.OUTCOMES)) {
            topics.put(
                    topic,
                    IntStream.range(0, partitions)
                            .<List<ConsumerRecord<byte[], byte[]>>>mapToObj(each -> new ArrayList<>())
                            .toList());
        }
    }

    List<ConsumerRecord<byte[], byte[]>> commands(int partition) {
        return log(Topics.COMMANDS, partition);
    }

    List<ConsumerRecord<byte[], byte[]>> events(int partition) {
        return log(Topics.EVENTS, partition);
    }

    List<ConsumerRecord<byte[], byte[]>> log(String topic, int partition) {
        return topics.getOrDefault(topic, List.of()).get(partition);
    }

    /** Appends the record and returns it as it is stored. */
    ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> log = log(record.topic(), record.partition());
        ConsumerRecord<byte[], byte[]> stored = stored(record, log.size());
        log.add(stored);
        return stored;
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
    }

    void forgetCommitted() {
        committed.clear();
    }

    /** The offsets committed last, of those partitions that have one. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(committed);
        found.keySet().retainAll(partitions);
        return found;
    }

    /** A record as a consumer gets it. */
    static ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                new RecordHeaders(record.headers().toArray()),
                Optional.empty());
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records of the command log that are decided in one transaction, in offset order within each partition.
 *
 * @param leaderEpochs Kafka's leader epoch of each partition's last record, where known
 */
record Batch(List<LogRecord> records, Map<Integer, Integer> leaderEpochs) {
    static final Batch EMPTY = new Batch(List.of(), Map.of());

    Batch {
        records = List.copyOf(records);
    }

    /** All records of one poll, including those that cannot be decoded. */
    static Batch of(ConsumerRecords<byte[], byte[]> polled, Partitioning partitioning) {
        List<LogRecord> records = new ArrayList<>(polled.count());
        Map<Integer, Integer> epochs = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                records.add(LogRecord.of(record, partitioning));
                record.leaderEpoch().ifPresent(epoch -> epochs.put(partition.partition(), epoch));
            }
        }
        return new Batch(records, epochs);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The parts to decide one after the other, each in its own transactions: an order is a part of its own. */
    List<Batch> parts() {
        List<Batch> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof LogRecord.OrderRecord) {
                addPart(parts, from, i);
                addPart(parts, i, i + 1);
                from = i + 1;
            }
        }
        addPart(parts, from, records.size());
        return parts;
    }

    /** Parts of one record each. */
    List<Batch> singles() {
        List<Batch> singles = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            addPart(singles, i, i + 1);
        }
        return singles;
    }

    private void addPart(List<Batch> parts, int from, int to) {
        if (from < to) {
            List<LogRecord> part = records.subList(from, to);
            parts.add(part.size() == records.size() ? this : new Batch(part, epochsOf(part)));
        }
    }

    /** An epoch is known of a partition's last record, and so only of the part that contains it. */
    private Map<Integer, Integer> epochsOf(List<LogRecord> part) {
        Map<Integer, LogRecord> last = new HashMap<>();
        records.forEach(record -> last.put(record.partition(), record));
        Map<Integer, Integer> epochs = new HashMap<>(leaderEpochs);
        epochs.keySet().removeIf(partition -> !part.contains(last.get(partition)));
        return epochs;
    }

    /** The order, if this part is one. */
    Optional<LogRecord.OrderRecord> order() {
        return records.size() == 1 && records.get(0) instanceof LogRecord.OrderRecord order
                ? Optional.of(order)
                : Optional.empty();
    }

    /** The first offset of each partition. */
    Map<Integer, Long> firstOffsets() {
        return records.stream()
                .collect(Collectors.toMap(LogRecord::partition, LogRecord::offset, (first, later) -> first));
    }

    /** The last offset of each partition. */
    Map<Integer, Long> lastOffsets() {
        return records.stream()
                .collect(Collectors.toMap(LogRecord::partition, LogRecord::offset, (earlier, last) -> last));
    }

    /**
     * The partitions' progress once the batch is decided.
     *
     * @param before their progress before it
     */
    Map<Integer, PartitionProgress> progress(Map<Integer, Long> heads, Map<Integer, PartitionProgress> before) {
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        lastOffsets()
                .forEach((partition, last) -> progress.put(
                        partition,
                        new PartitionProgress(
                                last + 1,
                                leaderEpochs.getOrDefault(partition, PartitionProgress.UNKNOWN),
                                heads.getOrDefault(partition, 0L),
                                forgettings(before.get(partition)))));
        return progress;
    }

    private static long forgettings(@Nullable PartitionProgress before) {
        return before == null ? 0 : before.forgettings();
    }

    List<LogRecord.CommandRecord> commands() {
        return records(LogRecord.CommandRecord.class);
    }

    List<LogRecord.DeadLetter> deadLetters() {
        return records(LogRecord.DeadLetter.class);
    }

    Set<UUID> commandIds() {
        return commands().stream().map(record -> record.command().id()).collect(Collectors.toSet());
    }

    Set<StreamId> streams() {
        return commands().stream().map(record -> record.command().stream()).collect(Collectors.toSet());
    }

    private <R extends LogRecord> List<R> records(Class<R> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything one poll brought, in offset order within each partition: decided together, in one transaction.
 *
 * @param leaderEpochs Kafka's leader epoch of each partition's last record, where known
 */
record Batch(List<LogRecord> items, Map<Integer, Integer> leaderEpochs) {
    Batch {
        items = List.copyOf(items);
    }

    /** What a poll brought; what cannot be read is part of it, too. */
    static Batch of(ConsumerRecords<byte[], byte[]> records, Partitioning partitioning) {
        List<LogRecord> items = new ArrayList<>(records.count());
        Map<Integer, Integer> epochs = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                items.add(LogRecord.of(record, partitioning));
                record.leaderEpoch().ifPresent(epoch -> epochs.put(partition.partition(), epoch));
            }
        }
        return new Batch(items, epochs);
    }

    /** Parts to be done one after the other, each in transactions of its own: an order is a part for itself. */
    List<Batch> parts() {
        if (items.stream().noneMatch(LogRecord.OrderRecord.class::isInstance)) {
            return List.of(this);
        }
        List<Batch> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof LogRecord.OrderRecord) {
                addPart(parts, from, i);
                addPart(parts, i, i + 1);
                from = i + 1;
            }
        }
        addPart(parts, from, items.size());
        return parts;
    }

    /** Parts of one item each. */
    List<Batch> singles() {
        List<Batch> singles = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            addPart(singles, i, i + 1);
        }
        return singles;
    }

    private void addPart(List<Batch> parts, int from, int to) {
        if (from < to) {
            List<LogRecord> part = items.subList(from, to);
            parts.add(new Batch(part, epochsOf(part)));
        }
    }

    /** Known of a partition's last record, and so only of the part that has it. */
    private Map<Integer, Integer> epochsOf(List<LogRecord> part) {
        Map<Integer, LogRecord> last = new HashMap<>();
        items.forEach(item -> last.put(item.partition(), item));
        Map<Integer, Integer> epochs = new HashMap<>(leaderEpochs);
        epochs.keySet().removeIf(partition -> !part.contains(last.get(partition)));
        return epochs;
    }

    /** The order that is all there is in this part, if it is one. */
    Optional<LogRecord.OrderRecord> order() {
        return items.size() == 1 && items.get(0) instanceof LogRecord.OrderRecord order
                ? Optional.of(order)
                : Optional.empty();
    }

    /** The first offset of each partition. */
    Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new HashMap<>();
        items.forEach(item -> first.putIfAbsent(item.partition(), item.offset()));
        return first;
    }

    /** Of a partition that it has items of. */
    long lastOffset(int partition) {
        return items.stream()
                .filter(item -> item.partition() == partition)
                .mapToLong(LogRecord::offset)
                .max()
                .orElseThrow();
    }

    /** Where each partition stands once the batch is decided. */
    Map<Integer, PartitionProgress> progress(Map<Integer, Long> heads) {
        Map<Integer, PartitionProgress> progress = new HashMap<>();
        items.forEach(item -> progress.put(
                item.partition(),
                new PartitionProgress(
                        item.offset() + 1,
                        leaderEpochs.getOrDefault(item.partition(), PartitionProgress.UNKNOWN),
                        heads.getOrDefault(item.partition(), 0L))));
        return progress;
    }

    List<LogRecord.CommandRecord> requests() {
        return items.stream()
                .filter(LogRecord.CommandRecord.class::isInstance)
                .map(LogRecord.CommandRecord.class::cast)
                .toList();
    }

    List<LogRecord.DeadLetter> deadLetters() {
        return items.stream()
                .filter(LogRecord.DeadLetter.class::isInstance)
                .map(LogRecord.DeadLetter.class::cast)
                .toList();
    }

    Set<UUID> commands() {
        Set<UUID> ids = new HashSet<>();
        for (LogRecord item : items) {
            if (item instanceof LogRecord.CommandRecord request) {
                ids.add(request.command().id());
            }
        }
        return ids;
    }

    Set<StreamId> streams() {
        Set<StreamId> streams = new HashSet<>();
        for (LogRecord item : items) {
            if (item instanceof LogRecord.CommandRecord request) {
                streams.add(request.command().stream());
            }
        }
        return streams;
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record of the command log. */
sealed interface LogRecord {
    Logger LOG = LoggerFactory.getLogger(LogRecord.class);

    int partition();

    long offset();

    /** A command, and the partition of {@code spanwire.outcomes} where an edge waits for its outcome. */
    record CommandRecord(int partition, long offset, Command command, OptionalInt replyTo) implements LogRecord {}

    /** An operator's order for a parked stream. */
    record OrderRecord(int partition, long offset, OperatorOrder order) implements LogRecord {}

    /** A record that is neither: it is stored for an operator and skipped. */
    record DeadLetter(int partition, long offset, Buffer key, Buffer value, String reason) implements LogRecord {}

    static LogRecord of(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        try {
            if (OperatorOrderRecords.isOrder(record)) {
                OperatorOrder order = OperatorOrderRecords.decode(record);
                checkPartition(record, order.stream(), partitioning);
                return new OrderRecord(record.partition(), record.offset(), order);
            }
            Command command = CommandRecords.decode(record);
            checkPartition(record, command.stream(), partitioning);
            return new CommandRecord(record.partition(), record.offset(), command, CommandRecords.replyTo(record));
        } catch (RuntimeException undecodable) {
            LOG.error("record is no command partition={} offset={}", record.partition(), record.offset());
            return new DeadLetter(
                    record.partition(),
                    record.offset(),
                    buffer(record.key()),
                    buffer(record.value()),
                    Objects.requireNonNullElse(undecodable.getMessage(), "undecodable"));
        }
    }

    private static void checkPartition(
            ConsumerRecord<byte[], byte[]> record, StreamId stream, Partitioning partitioning) {
        if (partitioning.of(stream) != record.partition()) {
            throw new IllegalArgumentException("its stream belongs to another partition");
        }
    }

    private static Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes);
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Partitioning;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record of the command log: a command, an order, or something that is neither. */
sealed interface LogRecord {
    Logger LOG = LoggerFactory.getLogger(LogRecord.class);

    int partition();

    long offset();

    /** A command, and where its outcome is awaited. */
    record CommandRecord(int partition, long offset, Command command, OptionalInt replyTo) implements LogRecord {}

    /** No command: it is recorded as it is, and the lane goes on. */
    record DeadLetter(int partition, long offset, Buffer key, Buffer value, String reason) implements LogRecord {}

    /** What an operator orders for a parked stream. */
    record OrderRecord(int partition, long offset, OperatorOrder order) implements LogRecord {}

    static LogRecord of(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        try {
            if (OperatorOrderRecords.isOrder(record)) {
                return order(record, partitioning);
            }
            Command command = CommandRecords.decode(record);
            if (partitioning.of(command.stream()) != record.partition()) {
                return deadLetter(record, "its stream belongs to another partition");
            }
            return new CommandRecord(record.partition(), record.offset(), command, CommandRecords.replyTo(record));
        } catch (RuntimeException undecodable) {
            return deadLetter(
                    record, Optional.ofNullable(undecodable.getMessage()).orElse("undecodable"));
        }
    }

    private static LogRecord order(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        OperatorOrder order = OperatorOrderRecords.decode(record);
        return partitioning.of(order.stream()) == record.partition()
                ? new OrderRecord(record.partition(), record.offset(), order)
                : deadLetter(record, "its stream belongs to another partition");
    }

    private static LogRecord deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.error("record is no command partition={} offset={}", record.partition(), record.offset());
        return new DeadLetter(record.partition(), record.offset(), bytes(record.key()), bytes(record.value()), reason);
    }

    private static Buffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes);
    }
}

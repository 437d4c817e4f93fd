package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.ParkedOrderRecords;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.ParkedOrder;
import io.spanwire.bus.message.Partitioning;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record of the command log: a command, an order, or something that is neither. */
sealed interface Item {
    Logger LOG = LoggerFactory.getLogger(Item.class);

    int partition();

    long offset();

    /** A command, and where its outcome is awaited. */
    record Request(int partition, long offset, Command command, OptionalInt replyTo) implements Item {}

    /** No command: it is recorded as it is, and the lane goes on. */
    record Poison(int partition, long offset, Buffer key, Buffer value, String reason) implements Item {}

    /** What an operator orders for a parked stream. */
    record Order(int partition, long offset, ParkedOrder order) implements Item {}

    static Item of(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        try {
            if (ParkedOrderRecords.isOrder(record)) {
                return order(record, partitioning);
            }
            Command command = CommandRecords.decode(record);
            if (partitioning.of(command.stream()) != record.partition()) {
                return poison(record, "its stream belongs to another partition");
            }
            return new Request(record.partition(), record.offset(), command, CommandRecords.replyTo(record));
        } catch (RuntimeException undecodable) {
            return poison(record, Optional.ofNullable(undecodable.getMessage()).orElse("undecodable"));
        }
    }

    private static Item order(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        ParkedOrder order = ParkedOrderRecords.decode(record);
        return partitioning.of(order.stream()) == record.partition()
                ? new Order(record.partition(), record.offset(), order)
                : poison(record, "its stream belongs to another partition");
    }

    private static Item poison(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.error("record is no command partition={} offset={}", record.partition(), record.offset());
        return new Poison(record.partition(), record.offset(), bytes(record.key()), bytes(record.value()), reason);
    }

    private static Buffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes);
    }
}

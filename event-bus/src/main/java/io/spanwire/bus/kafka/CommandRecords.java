package io.spanwire.bus.kafka;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.Command;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A command as a record of {@code spanwire.commands}: the key is the stream's name and determines the partition;
 * headers carry the command's id, the edge partition that waits for the outcome, and the trace.
 */
public final class CommandRecords {
    private static final String ID = "command";
    private static final String REPLY_TO = "reply-to";
    private static final String TRACE = "traceparent";

    private CommandRecords() {}

    /** A command whose outcome no edge waits for. */
    public static ProducerRecord<byte[], byte[]> encode(Command command, int partition) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.COMMANDS,
                partition,
                RecordHeaders.text(command.stream().toString()),
                CommandJson.write(command));
        record.headers().add(ID, RecordHeaders.text(command.id().toString()));
        return record;
    }

    /**
     * @param replyTo the partition of {@code spanwire.outcomes} that the waiting edge reads
     * @param trace the W3C traceparent, or empty
     */
    public static ProducerRecord<byte[], byte[]> encode(Command command, int partition, int replyTo, String trace) {
        ProducerRecord<byte[], byte[]> record = encode(command, partition);
        record.headers().add(REPLY_TO, RecordHeaders.number(replyTo));
        if (!trace.isEmpty()) {
            record.headers().add(TRACE, RecordHeaders.text(trace));
        }
        return record;
    }

    /**
     * Decodes the command and checks that the record's key names the same stream.
     *
     * @throws IllegalArgumentException or {@link io.spanwire.bus.json.MalformedJson} when it is not a command
     */
    public static Command decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || record.key() == null) {
            throw new IllegalArgumentException("A command's record needs a key and a value");
        }
        Command command = CommandJson.read(record.value());
        if (!Arrays.equals(record.key(), RecordHeaders.text(command.stream().toString()))) {
            throw new IllegalArgumentException("The key of a command's record must be its stream");
        }
        return command;
    }

    /** The partition that the waiting edge reads, if an edge waits. */
    public static OptionalInt replyTo(ConsumerRecord<byte[], byte[]> record) {
        return RecordHeaders.number(record.headers(), REPLY_TO)
                .map(partition -> OptionalInt.of(Math.toIntExact(partition)))
                .orElseGet(OptionalInt::empty);
    }
}

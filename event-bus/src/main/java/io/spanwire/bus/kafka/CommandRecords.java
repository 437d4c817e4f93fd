package io.spanwire.bus.kafka;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.Command;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A command as a record of {@code spanwire.commands}: the stream's name is the key and settles the partition; headers say
 * the command's id, where its outcome is awaited, and the trace it belongs to.
 */
public final class CommandRecords {
    private static final String ID = "command";
    private static final String REPLY_TO = "reply-to";
    private static final String TRACE = "traceparent";

    private CommandRecords() {}

    /**
     * Makes the record.
     *
     * @param replyTo the partition of {@code spanwire.outcomes} where an edge waits
     * @param trace the W3C traceparent, or empty
     */
    public static ProducerRecord<byte[], byte[]> encode(Command command, int partition, int replyTo, String trace) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.COMMANDS,
                partition,
                command.stream().toString().getBytes(StandardCharsets.UTF_8),
                CommandJson.write(command));
        record.headers().add(ID, RecordHeaders.text(command.id().toString()));
        record.headers().add(REPLY_TO, RecordHeaders.number(replyTo));
        if (!trace.isEmpty()) {
            record.headers().add(TRACE, RecordHeaders.text(trace));
        }
        return record;
    }

    /**
     * Reads the command and checks that the record's key names the same stream.
     *
     * @throws IllegalArgumentException or {@link io.spanwire.bus.json.MalformedJson} when it is no command
     */
    public static Command decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || record.key() == null) {
            throw new IllegalArgumentException("A command's record has a key and a value");
        }
        Command command = CommandJson.read(record.value());
        if (!Arrays.equals(record.key(), command.stream().toString().getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("A command's record is keyed by its stream");
        }
        return command;
    }

    /** Where the outcome is awaited, if anyone waits. */
    public static OptionalInt replyTo(ConsumerRecord<byte[], byte[]> record) {
        return RecordHeaders.number(record.headers(), REPLY_TO)
                .map(partition -> OptionalInt.of(Math.toIntExact(partition)))
                .orElseGet(OptionalInt::empty);
    }
}

package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.StreamRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The clients that send commands: mostly new ones, some again (a retry, a producer's duplicate), some with an id used
 * before, and some records that are not commands.
 */
final class SimulatedCallers {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Caller CALLER = Caller.of("u-1", "Ann");

    private final SeededRandom random;
    private final Partitioning partitioning;
    private final SimulatedTables tables;
    private final List<StreamId> streams;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();

    SimulatedCallers(SeededRandom random, Partitioning partitioning, SimulatedTables tables) {
        this.random = random;
        this.partitioning = partitioning;
        this.tables = tables;
        this.streams = IntStream.range(0, random.between(2, 8))
                .mapToObj(each -> new StreamId("account", "a" + each))
                .toList();
    }

    List<StreamId> streams() {
        return streams;
    }

    /** The next record for the command log. */
    ProducerRecord<byte[], byte[]> next() {
        ProducerRecord<byte[], byte[]> record = newRecord();
        records.add(record);
        return record;
    }

    private ProducerRecord<byte[], byte[]> newRecord() {
        int kind = random.below(100);
        if (kind < 12 && !records.isEmpty()) {
            return random.pick(records);
        }
        if (kind < 15) {
            return malformed();
        }
        boolean reused = kind < 25 && !ids.isEmpty();
        UUID id = reused ? random.pick(ids) : random.uuid();
        ids.add(id);
        return encode(command(id, random.percent(3) ? new StreamId("ghost", "g") : random.pick(streams)));
    }

    private ProducerRecord<byte[], byte[]> malformed() {
        byte[] key = "account/a0".getBytes(StandardCharsets.UTF_8);
        int partition = random.below(partitioning.partitions());
        return new ProducerRecord<>(Topics.COMMANDS, partition, key, "{".getBytes(StandardCharsets.UTF_8));
    }

    private ProducerRecord<byte[], byte[]> encode(Command command) {
        int partition = partitioning.of(command.stream());
        return CommandRecords.encode(command, partition, random.below(partitioning.partitions()), "");
    }

    private Command command(UUID id, StreamId stream) {
        int kind = random.below(100);
        if (kind < 40) {
            return command(id, stream, "deposit", "{\"amount\":" + random.between(1, 9) + '}');
        }
        if (kind < 65) {
            return command(id, stream, "withdraw", "{\"amount\":" + random.between(1, 9) + '}');
        }
        if (kind < 80) {
            return command(id, stream, "split", "{\"parts\":" + random.below(5) + '}');
        }
        if (kind < 94) {
            return command(id, stream, "take-name", "{\"name\":\"n" + random.below(6) + "\"}");
        }
        return switch (kind) {
            case 94 -> command(id, stream, "explode", "{\"error\":" + random.percent(50) + '}');
            case 95 -> command(id, stream, "spoil", "{}");
            case 96 -> command(id, stream, "wreck", "{}");
            default -> command(id, stream, "unheard-of", "{}");
        };
    }

    private Command command(UUID id, StreamId stream, String name, String data) {
        long version = tables.streams.find(stream).map(StreamRow::version).orElse(0L);
        OptionalLong expected = random.percent(25) ? OptionalLong.of(version + random.below(3)) : OptionalLong.empty();
        return new Command(id, stream, name, data, CALLER, AT, expected);
    }
}

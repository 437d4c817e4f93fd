package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.handover.Handover.AcknowledgedCommand;
import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.TopicLookup.End;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;

/** The fixture of a lane's intake: one partition, a log that the test writes, and a clock that the test moves. */
abstract class CommandIntakeFixture {
    private static final Partitioning ONE = new Partitioning(1);
    static final TopicPartition PARTITION = new TopicPartition(Topics.COMMANDS, 0);
    private static final StreamId STREAM = StreamId.parse("chat/general");
    static final int EPOCH = 7;
    static final int MAX_COMMANDS = 5;
    static final int CAPACITY = 20;
    /** What a command of the test takes in the inbox. */
    private static final long COMMAND_BYTES = 512 + 2 * 2;

    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // it may overflow at any time
    int epoch = EPOCH;
    /** The next offset of the log. */
    long next;
    /** Whether lookups of the log's end are answered later. */
    boolean slow;

    CompletableFuture<Map<Integer, End>> unanswered = new CompletableFuture<>();

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final PartitionAssignment assignment = new PartitionAssignment(consumer, 1);
    private final CommandInboxes inboxes = new CommandInboxes(1);
    final CommandIntake intake = new CommandIntake(
            consumer,
            assignment,
            ONE,
            inboxes,
            new BoundedCommandInbox(CAPACITY * COMMAND_BYTES),
            partitions -> lookUp(),
            () -> now,
            MAX_COMMANDS);

    @BeforeEach
    void join() {
        consumer.subscribe(List.of(Topics.COMMANDS), assignment);
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.poll(Duration.ZERO);
        intake.join(0, new PartitionProgress(0, EPOCH, 0));
    }

    private CompletableFuture<Map<Integer, End>> lookUp() {
        unanswered = new CompletableFuture<>();
        if (!slow) {
            unanswered.complete(Map.of(0, new End(next, epoch)));
        }
        return unanswered;
    }

    void enterMemory() {
        for (int i = 0; !intake.isFromMemory() && i < 5; i++) {
            send(true);
            take();
        }
        assertThat(intake.isFromMemory()).isTrue();
        take();
    }

    /** Appends a command to the log; one of this process is also handed over. */
    void send(boolean own) {
        Command command = new Command(
                UUID.randomUUID(),
                STREAM,
                "post-message",
                "{}",
                Caller.of("u-1", "Ann"),
                Instant.EPOCH,
                OptionalLong.empty());
        ProducerRecord<byte[], byte[]> sent = CommandRecords.encode(command, 0, 0, "");
        consumer.addRecord(new ConsumerRecord<>(
                Topics.COMMANDS,
                0,
                next,
                0,
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.of(EPOCH)));
        if (own) {
            inboxes.acknowledged(new AcknowledgedCommand(0, next, command, 0));
        }
        next++;
    }

    /** Takes and decides the next commands; returns their offsets. */
    List<Long> take() {
        Batch batch = intake.next(Duration.ZERO);
        decided(batch);
        return batch.records().stream().map(LogRecord::offset).toList();
    }

    void decided(Batch batch) {
        intake.decided(batch.progress(new HashMap<>(), new HashMap<>()));
    }

    void pass(Duration time) {
        now += time.toNanos();
    }
}

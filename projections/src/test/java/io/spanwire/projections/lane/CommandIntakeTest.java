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
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

class CommandIntakeTest {
    private static final Partitioning ONE = new Partitioning(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.COMMANDS, 0);
    private static final StreamId STREAM = StreamId.parse("chat/general");
    private static final int EPOCH = 7;
    private static final int MAX_COMMANDS = 5;
    private static final int CAPACITY = 20;
    /** What a command of the test takes in the inbox. */
    private static final long COMMAND_BYTES = 512 + 2 * 2;

    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // it may overflow at any time
    private int epoch = EPOCH;
    /** The next offset of the log. */
    private long next;
    /** Whether lookups of the log's end are answered later. */
    private boolean slow;

    private CompletableFuture<Map<Integer, End>> unanswered = new CompletableFuture<>();

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final PartitionAssignment assignment = new PartitionAssignment(consumer, 1);
    private final CommandInboxes inboxes = new CommandInboxes(1);
    private final CommandIntake intake = new CommandIntake(
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

    @Test
    void commandsOfThisProcessAreTakenFromMemoryOnceEverythingBeforeIsDecided() {
        send(true);
        send(true);
        assertThat(take()).as("from Kafka").containsExactly(0L, 1L);

        send(true);
        take();
        assertThat(intake.isFromMemory()).isTrue();

        send(true);
        send(true);
        assertThat(take()).containsExactly(3L, 4L);
    }

    @Test
    void recordsOfOtherProcessesKeepTheLaneWithKafka() {
        for (int i = 0; i < 10; i++) {
            send(false);
            assertThat(take()).containsExactly((long) i);
        }

        assertThat(intake.isFromMemory()).isFalse();
    }

    @Test
    void missingCommandIsReadFromKafka() {
        enterMemory();
        long first = next;
        send(true);
        send(false);
        send(true);

        assertThat(take()).as("the commands before the missing one").containsExactly(first);
        assertThat(take()).isEqualTo(List.of(first + 1, first + 2));
        assertThat(intake.isFromMemory()).isFalse();
    }

    @Test
    void commandOfAnotherProcessAtTheEndIsNoticed() {
        enterMemory();
        long foreign = next;
        send(false);

        List<Long> taken = new ArrayList<>();
        for (int checks = 0; intake.isFromMemory() && checks < 10; checks++) {
            taken.addAll(take());
            pass(Duration.ofMillis(300));
        }

        assertThat(intake.isFromMemory()).isFalse();
        assertThat(taken).containsExactly(foreign);
    }

    @Test
    void afterAMissingCommandTheLaneStaysWithKafkaForAWhile() {
        enterMemory();
        send(false);
        send(true);
        take();
        take();

        send(true);
        take();
        send(true);
        take();
        assertThat(intake.isFromMemory()).as("too soon").isFalse();

        pass(Duration.ofSeconds(2));
        enterMemory();
        assertThat(intake.isFromMemory()).isTrue();
    }

    @Test
    void newLeaderSendsTheLaneBackToKafkaWhichChecksTheLog() {
        enterMemory();
        epoch = EPOCH + 1;

        for (int checks = 0; intake.isFromMemory() && checks < 4; checks++) {
            pass(Duration.ofMillis(300));
            take();
        }

        assertThat(intake.isFromMemory()).isFalse();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void idleLaneWaitsForKafka() {
        enterMemory();

        pass(Duration.ofSeconds(3));
        take();

        assertThat(intake.isFromMemory()).isFalse();
        assertThat(consumer.position(PARTITION)).isEqualTo(next);
    }

    @Test
    void batchFromMemoryIsBoundedAndKnowsTheLeader() {
        enterMemory();
        for (int i = 0; i < MAX_COMMANDS + 2; i++) {
            send(true);
        }

        Batch batch = intake.next(Duration.ZERO);
        decided(batch);

        assertThat(batch.records()).hasSize(MAX_COMMANDS);
        assertThat(batch.leaderEpochs()).containsEntry(0, EPOCH);
        assertThat(take()).hasSize(2);
    }

    @Test
    void whatDoesNotFitIntoTheInboxIsReadFromKafka() {
        enterMemory();
        long first = next;
        for (int i = 0; i < CAPACITY + 3; i++) {
            send(true);
        }

        long taken = first;
        for (int i = 0; i < 20 && taken < next; i++) {
            for (long offset : take()) {
                assertThat(offset).isEqualTo(taken);
                taken++;
            }
            pass(Duration.ofMillis(300));
        }

        assertThat(taken).isEqualTo(next);
    }

    @Test
    void commandsOfReleasedPartitionsAreDropped() {
        enterMemory();
        intake.release(List.of(0));

        send(true);

        assertThat(intake.next(Duration.ZERO).records()).isEmpty();
    }

    @Test
    void endThatTheLaneHasPassedSinceItWasLookedUpKeepsItInMemory() {
        enterMemory();
        slow = true;
        pass(Duration.ofMillis(300));
        take();
        Map<Integer, End> end = Map.of(0, new End(next, epoch));

        send(true);
        take();
        unanswered.complete(end);
        send(true);
        take();

        assertThat(intake.isFromMemory()).isTrue();
    }

    @Test
    void truncatedLogSendsTheLaneBackToKafka() {
        enterMemory();
        slow = true;
        pass(Duration.ofMillis(300));
        take();

        unanswered.complete(Map.of(0, new End(next - 1, epoch)));
        take();

        assertThat(intake.isFromMemory()).isFalse();
    }

    private CompletableFuture<Map<Integer, End>> lookUp() {
        unanswered = new CompletableFuture<>();
        if (!slow) {
            unanswered.complete(Map.of(0, new End(next, epoch)));
        }
        return unanswered;
    }

    private void enterMemory() {
        for (int i = 0; !intake.isFromMemory() && i < 5; i++) {
            send(true);
            take();
        }
        assertThat(intake.isFromMemory()).isTrue();
        take();
    }

    /** Appends a command to the log; one of this process is also handed over. */
    private void send(boolean own) {
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
    private List<Long> take() {
        Batch batch = intake.next(Duration.ZERO);
        decided(batch);
        return batch.records().stream().map(LogRecord::offset).toList();
    }

    private void decided(Batch batch) {
        intake.decided(batch.progress(new HashMap<>()));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}

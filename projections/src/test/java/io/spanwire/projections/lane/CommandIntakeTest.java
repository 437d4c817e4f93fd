package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a lane takes its next commands from: Kafka, or the memory of its process. */
class CommandIntakeTest extends CommandIntakeFixture {
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
}

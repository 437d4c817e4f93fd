package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.kafka.TopicLookup.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lookups of the log's end and leader, by a lane that takes its commands from memory. */
class CommandIntakeLookupTest extends CommandIntakeFixture {
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
}

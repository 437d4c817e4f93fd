package io.spanwire.edge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.kafka.OutcomeRecords;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.http.CoarseTimer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutcomeWaitersTest {
    private static Vertx vertx;
    private static Context context;
    private static final CoarseTimer TIMER = new CoarseTimer();
    private static final Duration LONG = Duration.ofMinutes(1);

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
    }

    @AfterAll
    static void close() throws Exception {
        TIMER.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void allWaitersOfACommandAreCompleted() throws Exception {
        OutcomeWaiters waiters = new OutcomeWaiters(10, TIMER);
        UUID command = UUID.randomUUID();
        OutcomeWaiters.Waiter one = waiters.add(command, context, LONG);
        OutcomeWaiters.Waiter two = waiters.add(command, context, LONG);

        new OutcomeListener(waiters).onRecords(List.of(record(command), broken()));

        assertThat(one.outcome().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isPresent();
        assertThat(two.outcome().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isPresent();
    }

    @Test
    void numberOfWaitersIsLimited() {
        OutcomeWaiters waiters = new OutcomeWaiters(1, TIMER);
        OutcomeWaiters.Waiter first = waiters.add(UUID.randomUUID(), context, LONG);

        assertThatThrownBy(() -> waiters.add(UUID.randomUUID(), context, LONG)).isInstanceOf(ProblemException.class);
        waiters.remove(first);
        OutcomeWaiters.Waiter second = waiters.add(UUID.randomUUID(), context, LONG);

        assertThat(waiters.size()).isEqualTo(1);
        assertThat(waiters.isAwaited(first.command())).isFalse();
        assertThat(waiters.isAwaited(second.command())).isTrue();
    }

    @Test
    void outcomeIsEmptyAfterTheTimeoutAndNotBefore() throws Exception {
        OutcomeWaiters waiters = new OutcomeWaiters(10, TIMER);
        long start = System.nanoTime();
        OutcomeWaiters.Waiter waiter = waiters.add(UUID.randomUUID(), context, Duration.ofMillis(120));

        assertThat(waiter.outcome().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(120).toNanos());
    }

    private static ConsumerRecord<byte[], byte[]> record(UUID command) {
        ProducerRecord<byte[], byte[]> sent = OutcomeRecords.encode(
                new Outcome.Accepted(command, new StreamId("note", "a"), "print", "u-1", 1, 1), 0);
        return new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    }

    private static ConsumerRecord<byte[], byte[]> broken() {
        return new ConsumerRecord<>("spanwire.outcomes", 0, 1, new byte[] {1}, new byte[] {2});
    }
}

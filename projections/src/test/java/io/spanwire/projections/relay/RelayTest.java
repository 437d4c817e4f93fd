package io.spanwire.projections.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final StreamId STREAM = StreamId.parse("chat/general");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<StoredEvent> committed = new ArrayList<>();
    private final Map<Integer, Long> tails = new HashMap<>();
    private final Handover handover = new Handover();
    private final Relay relay = new Relay(producer, (partitions, heads) -> tails, this::between, handover);

    @Test
    void takeoverSendsEventsCommittedBeyondTheTail() {
        commit(5);
        tails.put(0, 3L);

        relay.takeOver(Map.of(0, 5L));

        assertThat(sent()).containsExactly(4L, 5L);
    }

    @Test
    void newEventsAreSentInOrder() {
        tails.put(0, 0L);
        relay.takeOver(Map.of(0, 0L));

        relay.events(0, commit(2));
        relay.events(0, commit(1));

        assertThat(sent()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void eventsCommittedByAnotherWorkerAreSentFirst() {
        tails.put(0, 0L);
        relay.takeOver(Map.of(0, 0L));
        commit(2);

        relay.events(0, commit(1));

        assertThat(sent()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void newEventsAreHandedOverBesideBeingSent() {
        List<StoredEvent> handedOver = new ArrayList<>();
        handover.toNotifier((partition, events) -> handedOver.addAll(events));
        tails.put(0, 0L);
        relay.takeOver(Map.of(0, 0L));

        List<StoredEvent> events = commit(2);
        relay.events(0, events);

        assertThat(handedOver).isEqualTo(events);
        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void outcomeThatTheEdgeOfThisProcessAwaitsNeedsNoRecord() {
        Outcome outcome = new Outcome.Accepted(UUID.randomUUID(), STREAM, "f", "u-1", 1, 1);
        handover.toEdge((handedOver, replyTo) -> replyTo == 3);

        relay.outcome(outcome, 3);
        assertThat(producer.history()).isEmpty();

        relay.outcome(outcome, 4);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void repeatedTakeoverSendsNothingTwice() {
        tails.put(0, 0L);
        relay.takeOver(Map.of(0, 0L));
        relay.events(0, commit(2));

        relay.takeOver(Map.of(0, 2L));

        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void databaseBehindSentEventsIsRefused() {
        tails.put(0, 0L);
        relay.takeOver(Map.of(0, 0L));
        relay.events(0, commit(2));

        assertThatThrownBy(() -> relay.takeOver(Map.of(0, 1L))).isInstanceOf(HistoryMismatch.class);
    }

    @Test
    void longBacklogIsReadInPages() {
        commit(25);
        tails.put(0, 0L);

        relay.takeOver(Map.of(0, 25L));

        assertThat(sent()).hasSize(25).isSorted();
    }

    @Test
    void refusedEventIsReportedOnceAndSentByTheNextRelay() {
        MockProducer<byte[], byte[]> refusing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Relay first = new Relay(refusing, (partitions, heads) -> tails, this::between, handover);
        tails.put(0, 0L);
        first.takeOver(Map.of(0, 0L));
        first.events(0, commit(1));
        first.check();

        refusing.errorNext(new TopicAuthorizationException("spanwire.events"));

        assertThatThrownBy(first::check).isInstanceOf(KafkaUnavailable.class);
        first.check();
        relay.takeOver(Map.of(0, 1L));
        assertThat(sent()).containsExactly(1L);
    }

    @Test
    void relayFailsAfterOneBlockedSend() {
        AtomicInteger sends = new AtomicInteger();
        MockProducer<byte[], byte[]> blocking =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        sends.incrementAndGet();
                        callback.onCompletion(null, new TimeoutException("Topic not present in metadata"));
                        return CompletableFuture.failedFuture(new TimeoutException());
                    }
                };
        Relay failing = new Relay(blocking, (partitions, heads) -> tails, this::between, handover);
        tails.put(0, 0L);
        failing.takeOver(Map.of(0, 0L));

        assertThatThrownBy(() -> failing.events(0, commit(3))).isInstanceOf(KafkaUnavailable.class);
        assertThat(sends).hasValue(1);
        Outcome outcome = new Outcome.Accepted(UUID.randomUUID(), STREAM, "fingerprint", "u-1", 1, 1);
        assertThatThrownBy(() -> failing.outcome(outcome, 0)).isInstanceOf(KafkaUnavailable.class);
        assertThat(sends).hasValue(2);
    }

    @Test
    void tooLargeEventDoesNotStopTheOthers() {
        MockProducer<byte[], byte[]> refusing =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Relay other = new Relay(refusing, (partitions, heads) -> tails, this::between, handover);
        tails.put(0, 0L);
        other.takeOver(Map.of(0, 0L));
        other.events(0, commit(2));

        refusing.errorNext(new RecordTooLargeException("1 MiB"));
        refusing.completeNext();

        other.check();
        assertThat(refusing.history()).hasSize(2);
    }

    @Test
    void topicAheadOfTheDatabaseIsRefused() {
        tails.put(0, 7L);

        assertThatThrownBy(() -> relay.takeOver(Map.of(0, 5L))).isInstanceOf(HistoryMismatch.class);
        assertThat(sent()).isEmpty();
    }

    @Test
    void gapInTheHistoryIsNotSkipped() {
        commit(3);
        committed.remove(2);
        tails.put(0, 0L);

        assertThatThrownBy(() -> relay.takeOver(Map.of(0, 3L))).isInstanceOf(IllegalStateException.class);
    }

    private List<StoredEvent> commit(int count) {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long next = committed.size() + 1L;
            StoredEvent event = new StoredEvent(STREAM, next, next, "{}");
            committed.add(event);
            events.add(event);
        }
        return events;
    }

    private List<StoredEvent> between(int partition, long after, long to) {
        return committed.stream()
                .filter(event -> event.position() > after && event.position() <= to)
                .limit(10)
                .toList();
    }

    private List<Long> sent() {
        return producer.history().stream()
                .map(record -> ByteBuffer.wrap(
                                record.headers().lastHeader("position").value())
                        .getLong())
                .toList();
    }
}

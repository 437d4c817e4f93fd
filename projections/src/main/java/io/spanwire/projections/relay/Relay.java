package io.spanwire.projections.relay;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.OutcomeRecords;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publisher of committed events and outcomes to Kafka.
 *
 * <h2>No position is skipped</h2>
 *
 * For each partition the relay knows the last position it has sent. Events that follow it directly are sent at once;
 * events between (another worker committed them and died before sending them) are read from PostgreSQL first. When the
 * relay takes over a partition, it reads the last position from the topic's tail. So a takeover may send a position
 * twice but never skips one; readers drop positions they have already seen.
 *
 * <p>Sends do not wait for Kafka: the producer keeps their order and retries as long as the process lives. When its
 * buffer is full, or Kafka has lost the topic, sending blocks the lane for a bounded time; then, as when Kafka refuses
 * an event permanently, the relay fails with {@link KafkaUnavailable}, and a new relay must take over its partitions.
 * An event too large for the topic is skipped; readers find it in PostgreSQL. Used by one thread, a lane's.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private final Producer<byte[], byte[]> producer;
    private final TopicTail tail;
    private final CommittedEvents committed;
    private final Handover handover;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    private final Callback outcomeSent = (metadata, failure) -> {
        if (failure != null) {
            outcomeRefused(failure);
        }
    };

    public Relay(Producer<byte[], byte[]> producer, TopicTail tail, CommittedEvents committed, Handover handover) {
        this.producer = producer;
        this.tail = tail;
        this.committed = committed;
        this.handover = handover;
    }

    /**
     * Takes over partitions, or continues with them: sends what is committed up to their heads and not sent yet.
     *
     * @throws HistoryMismatch when the topic, or what this relay has sent to it, is ahead of the heads; also, once,
     *     when another worker has just published more
     */
    public void takeOver(Map<Integer, Long> heads) {
        Set<Integer> unknown = new HashSet<>(heads.keySet());
        unknown.removeAll(sent.keySet());
        if (!unknown.isEmpty()) {
            sent.putAll(tail.positions(unknown, heads));
        }
        heads.forEach((partition, head) -> HistoryCheck.refuseAhead(partition, sent.getOrDefault(partition, 0L), head));
        heads.forEach(this::catchUp);
    }

    /**
     * Checks whether Kafka has refused anything sent so far.
     *
     * @throws KafkaUnavailable when Kafka has refused an event; a new relay must take over the partitions
     */
    public void check() {
        Exception failure = refused.get(); // called for every event and outcome: a read is cheaper than getAndSet
        if (failure != null) {
            refused.set(null);
            throw new KafkaUnavailable("Kafka refused an event", failure);
        }
    }

    /** Forgets partitions that now belong to another lane. */
    public void release(Collection<Integer> partitions) {
        sent.keySet().removeAll(partitions);
    }

    /** Hands one partition's newly committed events, in position order, over in this process and sends them to Kafka. */
    public void events(int partition, List<StoredEvent> events) {
        if (!events.isEmpty()) {
            handover.deliver(partition, events);
            catchUp(partition, events.get(0).position() - 1);
            events.forEach(event -> send(partition, event));
        }
    }

    /** Hands an outcome to the edge of this process if it waits there, else sends it to the edge that does. */
    public void outcome(Outcome outcome, int replyTo) {
        if (handover.answer(outcome, replyTo)) {
            return;
        }
        var unused = producer.send(OutcomeRecords.encode(outcome, replyTo), outcomeSent);
        check(); // after one send that blocked: the delays of several would add up
    }

    private void catchUp(int partition, long head) {
        long from = sent.getOrDefault(partition, 0L);
        while (from < head) {
            List<StoredEvent> missing = committed.between(partition, from, head);
            if (missing.isEmpty()) {
                throw new IllegalStateException(
                        "Partition " + partition + " has no events between " + from + " and " + head);
            }
            LOG.info("relaying missed events partition={} after={} count={}", partition, from, missing.size());
            missing.forEach(event -> send(partition, event));
            from = sent.getOrDefault(partition, head);
        }
    }

    private void send(int partition, StoredEvent event) {
        var unused = producer.send(EventRecords.encode(event, partition), (metadata, failure) -> {
            if (failure != null) {
                eventRefused(partition, event, failure);
            }
        });
        check();
        sent.put(partition, event.position());
    }

    /** A lost outcome is harmless: the edge finds it in the table. But a lane whose sends block must start over. */
    private void outcomeRefused(Exception failure) {
        LOG.warn("outcome not relayed reason={}", failure.toString());
        if (failure instanceof TimeoutException) {
            refused.set(failure);
        }
    }

    private void eventRefused(int partition, StoredEvent event, Exception failure) {
        LOG.error("event not relayed partition={} position={}", partition, event.position(), failure);
        if (!(failure instanceof RecordTooLargeException)) {
            refused.set(failure);
        }
    }
}

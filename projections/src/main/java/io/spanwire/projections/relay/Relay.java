package io.spanwire.projections.relay;

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
 * Publishes what was committed, after it was committed.
 *
 * <h2>Nothing is left out</h2>
 *
 * For each partition the relay knows the last position it has sent. Events that follow it are sent as they are; where
 * something lies between (another worker committed it and died before sending it), that is read from PostgreSQL first.
 * Taking a partition over, the relay learns the last position from the topic's tail. So a position may be sent twice, after
 * a takeover, and never left out; readers drop positions they have had.
 *
 * <p>Sends do not wait for Kafka: the producer keeps their order and tries for as long as the process lives. When its
 * memory is full, or Kafka has lost the topic, sending blocks, and so does the lane, but not for long: then, as when Kafka
 * refuses an event for good, the relay fails with {@link KafkaUnavailable}, and a new one must take over what this one had.
 * An event too large for the topic is left out, and readers find it in PostgreSQL. One thread, a lane's.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private final Producer<byte[], byte[]> producer;
    private final TopicTail tail;
    private final CommittedEvents committed;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    private final Callback outcomeSent = (metadata, failure) -> {
        if (failure != null) {
            outcomeNotTaken(failure);
        }
    };

    public Relay(Producer<byte[], byte[]> producer, TopicTail tail, CommittedEvents committed) {
        this.producer = producer;
        this.tail = tail;
        this.committed = committed;
    }

    /**
     * Takes partitions over, or goes on with them: sends what is committed up to their heads and not sent yet.
     *
     * @throws HistoryMismatch when the topic, or what was sent to it, is ahead of the heads; also, once, when another worker has just gone on
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
     * Sees whether everything sent so far was taken, as far as Kafka has said.
     *
     * @throws KafkaUnavailable when Kafka has refused an event; a new relay must take over what this one had
     */
    public void check() {
        Exception failure = refused.get(); // once for every event and outcome: reading is all it costs
        if (failure != null) {
            refused.set(null);
            throw new KafkaUnavailable("Kafka refused an event", failure);
        }
    }

    /** These partitions are someone else's now. */
    public void giveUp(Collection<Integer> partitions) {
        sent.keySet().removeAll(partitions);
    }

    /** Sends one partition's newly committed events, in position order. */
    public void events(int partition, List<StoredEvent> events) {
        if (!events.isEmpty()) {
            catchUp(partition, events.get(0).position() - 1);
            events.forEach(event -> send(partition, event));
        }
    }

    /** Sends an outcome to where it is awaited. */
    public void outcome(Outcome outcome, int replyTo) {
        var unused = producer.send(OutcomeRecords.encode(outcome, replyTo), outcomeSent);
        check(); // one that blocked is enough: they would add up
    }

    private void catchUp(int partition, long head) {
        long from = sent.getOrDefault(partition, 0L);
        while (from < head) {
            List<StoredEvent> missing = committed.between(partition, from, head);
            if (missing.isEmpty()) {
                throw new IllegalStateException(
                        "Partition " + partition + " has no events between " + from + " and " + head);
            }
            LOG.info(
                    "relaying what was committed before partition={} from={} count={}",
                    partition,
                    from,
                    missing.size());
            missing.forEach(event -> send(partition, event));
            from = sent.getOrDefault(partition, head);
        }
    }

    private void send(int partition, StoredEvent event) {
        var unused = producer.send(EventRecords.encode(event, partition), (metadata, failure) -> {
            if (failure != null) {
                notTaken(partition, event, failure);
            }
        });
        check();
        sent.put(partition, event.position());
    }

    /** It is a hint: who waits finds it in the table. But where sending blocks, the lane must not go on. */
    private void outcomeNotTaken(Exception failure) {
        LOG.warn("outcome not relayed reason={}", failure.toString());
        if (failure instanceof TimeoutException) {
            refused.set(failure);
        }
    }

    private void notTaken(int partition, StoredEvent event, Exception failure) {
        LOG.error("event not relayed partition={} position={}", partition, event.position(), failure);
        if (!(failure instanceof RecordTooLargeException)) {
            refused.set(failure);
        }
    }
}

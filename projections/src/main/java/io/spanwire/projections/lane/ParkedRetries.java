package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.Journal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retries that a lane orders by itself: of streams that were parked under other domains than this worker has, which may
 * be mended. They go through the command log like an operator's, a page of them when partitions are joined and the next one
 * when no command waits. A stream that fails again is parked under these domains, so it is not ordered again at the next
 * start; one that is ordered twice is not parked any more, or fails twice. A lane has one. One thread.
 */
final class ParkedRetries {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetries.class);
    private static final int PAGE = 1_000;
    private static final long DELIVERY_SECONDS = 10;

    private final Producer<byte[], byte[]> producer;
    private final Partitioning partitioning;
    private final String domainsHash;
    private final Set<Integer> seen = new HashSet<>();
    private final Deque<Rest> rests = new ArrayDeque<>();

    /** Streams still to be looked for: behind a name. */
    private record Rest(Set<Integer> partitions, String after) {}

    ParkedRetries(Producer<byte[], byte[]> producer, Partitioning partitioning, String domainsHash) {
        this.producer = producer;
        this.partitioning = partitioning;
        this.domainsHash = domainsHash;
    }

    /**
     * Looks at partitions that are about to be joined, unless they were joined before and not left since.
     *
     * @throws KafkaException when an order is not acknowledged in time; then they are to be joined again
     */
    void joined(Journal journal, Collection<Integer> partitions) {
        Set<Integer> unseen = new HashSet<>(partitions);
        unseen.removeAll(seen);
        if (!unseen.isEmpty()) {
            order(journal, new Rest(unseen, ""));
            seen.addAll(unseen);
        }
    }

    /** Another worker has them now, and may park more. */
    void left(Collection<Integer> partitions) {
        seen.removeAll(partitions);
    }

    /** The next page, if there is more. */
    void idle(Journal journal) {
        Optional.ofNullable(rests.poll()).ifPresent(rest -> order(journal, rest));
    }

    private void order(Journal journal, Rest rest) {
        List<StreamId> streams = journal.parkedUnderOthers(rest.partitions(), domainsHash, rest.after(), PAGE);
        if (streams.isEmpty()) {
            return;
        }
        streams.stream().map(this::retry).toList().forEach(ParkedRetries::await);
        LOG.info("retrying streams parked under other domains count={}", streams.size());
        if (streams.size() == PAGE) {
            rests.add(new Rest(rest.partitions(), streams.get(PAGE - 1).toString()));
        }
    }

    private Future<RecordMetadata> retry(StreamId stream) {
        OperatorOrder order =
                new OperatorOrder(UUID.randomUUID(), stream, OperatorOrder.Verb.RETRY, "spanwire", Instant.now());
        return producer.send(OperatorOrderRecords.encode(order, partitioning.of(stream)));
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get(DELIVERY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("Kafka did not take an order", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while ordering", interrupted);
        }
    }
}

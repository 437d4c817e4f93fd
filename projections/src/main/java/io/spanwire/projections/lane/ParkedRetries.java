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
 * The retries that a lane orders itself: of streams parked under other domains than this worker has, since these may
 * decide them. Like an operator's orders they go through the command log: one page when partitions are joined, the next
 * page whenever no command waits. A stream that fails again is parked under this worker's domains, so the next start
 * does not order it again; a stream ordered twice is no longer parked, or fails twice. Each lane has its own. One
 * thread.
 */
final class ParkedRetries {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetries.class);
    private static final int PAGE = 1_000;
    private static final long DELIVERY_SECONDS = 10;

    private final Producer<byte[], byte[]> producer;
    private final Partitioning partitioning;
    private final String domainsHash;
    private final Set<Integer> ordered = new HashSet<>();
    private final Deque<NextPage> nextPages = new ArrayDeque<>();

    /** Streams not ordered yet: those whose names follow {@code after}. */
    private record NextPage(Set<Integer> partitions, String after) {}

    ParkedRetries(Producer<byte[], byte[]> producer, Partitioning partitioning, String domainsHash) {
        this.producer = producer;
        this.partitioning = partitioning;
        this.domainsHash = domainsHash;
    }

    /**
     * Orders the retries of partitions that are being joined, once until the partition is revoked.
     *
     * @throws KafkaException when an order is not acknowledged in time; then the partitions must be joined again
     */
    void orderOnce(Journal journal, Collection<Integer> partitions) {
        Set<Integer> unordered = new HashSet<>(partitions);
        unordered.removeAll(ordered);
        if (!unordered.isEmpty()) {
            order(journal, new NextPage(unordered, ""));
            ordered.addAll(unordered);
        }
    }

    /** Forgets revoked partitions: another worker may park more of their streams. */
    void forget(Collection<Integer> partitions) {
        ordered.removeAll(partitions);
    }

    /** Orders the next page, if there is one. */
    void orderNextPage(Journal journal) {
        Optional.ofNullable(nextPages.poll()).ifPresent(page -> order(journal, page));
    }

    private void order(Journal journal, NextPage page) {
        List<StreamId> streams = journal.parkedUnderOthers(page.partitions(), domainsHash, page.after(), PAGE);
        if (streams.isEmpty()) {
            return;
        }
        streams.stream().map(this::retry).toList().forEach(ParkedRetries::await);
        LOG.info("retrying streams parked under other domains count={}", streams.size());
        if (streams.size() == PAGE) {
            nextPages.add(new NextPage(page.partitions(), streams.get(PAGE - 1).toString()));
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
            throw new KafkaException("Kafka did not acknowledge an order", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while ordering a retry", interrupted);
        }
    }
}

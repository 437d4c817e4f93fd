package io.spanwire.edge.command;

import io.spanwire.bus.kafka.OutcomeRecords;
import io.spanwire.bus.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener on this edge's partition of the outcomes topic, which completes the waiters. Other edges may share the
 * partition, so outcomes without a waiter are not decoded. Runs on the reader's thread.
 */
public final class OutcomeListener implements TopicReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeListener.class);

    private final OutcomeWaiters waiters;

    public OutcomeListener(OutcomeWaiters waiters) {
        this.waiters = waiters;
    }

    @Override
    public void onRecords(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(this::deliver);
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) {
        try {
            UUID command = UUID.fromString(new String(record.key(), StandardCharsets.US_ASCII));
            if (waiters.isAwaited(command)) {
                var unused = waiters.complete(OutcomeRecords.decode(record));
            }
        } catch (RuntimeException undecodable) {
            LOG.warn("outcome not readable partition={} offset={}", record.partition(), record.offset(), undecodable);
        }
    }
}

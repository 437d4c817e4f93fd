package io.spanwire.notifier.hub;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicReader;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StoredEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of {@code spanwire.events}, from their end. An undecodable record is skipped: the next one of its
 * partition shows the gap, and the hub fills it from history.
 */
public final class KafkaEventSource implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventSource.class);
    private static final long READY_TIMEOUT_SECONDS = 60;

    private final Vertx vertx;
    private final KafkaClients clients;
    private final List<Integer> partitions;
    private @Nullable TopicReader reader;

    public KafkaEventSource(Vertx vertx, KafkaClients clients, int partitions) {
        this.vertx = vertx;
        this.clients = clients;
        this.partitions = new Partitioning(partitions).all();
    }

    @Override
    public Future<Void> start(Listener listener) {
        return vertx.executeBlocking(() -> open(listener))
                .compose(opened -> Future.fromCompletionStage(opened.ready()))
                .timeout(READY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Future<Void> close() {
        TopicReader opened = reader;
        if (opened == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> {
            opened.close();
            return null;
        });
    }

    private TopicReader open(Listener listener) {
        TopicReader opened = new TopicReader(clients, Topics.EVENTS, partitions, records -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                deliver(record, listener);
            }
            listener.onBatchEnd();
        });
        reader = opened;
        return opened;
    }

    private static void deliver(ConsumerRecord<byte[], byte[]> record, Listener listener) {
        StoredEvent event;
        try {
            event = EventRecords.decode(record);
        } catch (IllegalArgumentException undecodable) {
            LOG.warn("event record undecodable partition={} offset={}", record.partition(), record.offset());
            return;
        }
        listener.onEvent(record.partition(), event);
    }
}

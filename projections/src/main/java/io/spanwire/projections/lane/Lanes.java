package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicLookup;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The lanes of one process, with the producer and the command topic watcher that they share. */
public final class Lanes implements AutoCloseable {
    /** A relay's sends are retried as long as the process lives. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

    /** How long a send may wait for the topic's metadata or for buffer memory before the lane fails. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

    /** The memory of the commands that wait for a busy lane; it reads the others from Kafka. */
    private static final long INBOX_BYTES = 16L << 20;

    private static final long BUFFER_BYTES = 32L << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final List<Lane> lanes = new ArrayList<>();
    private final Producer<byte[], byte[]> producer;
    private final CommandTopicWatcher topicId;
    private final TopicLookup commands;

    /** @param listeners one for each lane */
    public Lanes(
            Vertx vertx,
            Domains domains,
            KafkaClients clients,
            Partitioning partitioning,
            Handover handover,
            LaneSettings settings,
            LaneMetrics metrics,
            Supplier<CommitListener> listeners,
            int count) {
        this.producer =
                clients.producer("spanwire-relay", DELIVERY_TIMEOUT, MAX_BLOCK, settings.relayLinger(), BUFFER_BYTES);
        this.commands = new TopicLookup(clients, Topics.COMMANDS);
        CommandInboxes inboxes = new CommandInboxes(partitioning.partitions());
        handover.toWorker(inboxes);
        this.topicId = new CommandTopicWatcher(commands);
        for (int i = 0; i < count; i++) {
            String name = "spanwire-lane-" + i;
            LaneSettings own = settings.ofLane(i);
            LaneResources.Factory resources =
                    new LaneResources.Factory(vertx, domains, clients, producer, partitioning, handover, own, metrics);
            Consumer<byte[], byte[]> consumer = clients.member(own.group(), name, own.member(), own.maxCommands());
            lanes.add(new Lane(
                    name,
                    consumer,
                    resources::open,
                    partitioning,
                    new SlowBatchPolicy(SlowBatchPolicy.MAX_POLL_GAP),
                    new ParkedRetries(producer, partitioning, own.domainsHash()),
                    topicId,
                    new OffsetReporter(consumer, OffsetReporter.INTERVAL),
                    (same, assignment) -> new CommandIntake(
                            same,
                            assignment,
                            partitioning,
                            inboxes,
                            new BoundedCommandInbox(INBOX_BYTES),
                            commands::ends,
                            System::nanoTime,
                            own.maxCommands()),
                    metrics,
                    listeners.get()));
        }
        lanes.forEach(Lane::start);
    }

    /** Completes when every lane has joined its first partitions. */
    public CompletionStage<Void> ready() {
        return CompletableFuture.allOf(
                lanes.stream().map(lane -> lane.ready().toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }

    /** Whether every lane decides. */
    public boolean decides() {
        return lanes.stream().allMatch(Lane::decides);
    }

    /** Lets each lane finish its batch, then sends what the relay's producer still buffers. Blocking. */
    @Override
    public void close() {
        lanes.parallelStream().forEach(Lane::close);
        producer.close(CLOSE_TIMEOUT);
        topicId.close();
        commands.close();
    }
}

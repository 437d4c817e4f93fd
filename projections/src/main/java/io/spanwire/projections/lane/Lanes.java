package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicIdLookup;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The lanes of one process, the producer they relay through and the eye they keep on the command log. */
public final class Lanes implements AutoCloseable {
    /** A relay's sends are tried for as long as the process lives. */
    private static final Duration FOREVER = Duration.ofMillis(Integer.MAX_VALUE);

    /** What a send may wait for the topic to be known, or for memory. Then the lane starts over, and says so. */
    private static final Duration BLOCK = Duration.ofSeconds(10);

    private static final long MEMORY = 32L << 20;
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final List<Lane> lanes = new ArrayList<>();
    private final Producer<byte[], byte[]> producer;
    private final CommandTopicWatcher watch;

    public Lanes(
            Vertx vertx,
            Domains domains,
            KafkaClients clients,
            Partitioning partitioning,
            Handover handover,
            LaneSettings settings,
            LaneMetrics metrics,
            int count) {
        this.producer = clients.producer("spanwire-relay", FOREVER, BLOCK, MEMORY);
        this.watch = new CommandTopicWatcher(new TopicIdLookup(clients, Topics.COMMANDS));
        for (int i = 0; i < count; i++) {
            String name = "spanwire-lane-" + i;
            LaneSettings own = settings.ofLane(i);
            LaneResources.Factory desks =
                    new LaneResources.Factory(vertx, domains, clients, producer, partitioning, handover, own);
            Consumer<byte[], byte[]> member = clients.member(own.group(), name, own.member(), own.maxCommands());
            SlowBatchPolicy patience = new SlowBatchPolicy(SlowBatchPolicy.UNPOLLED);
            ParkedRetries retries = new ParkedRetries(producer, partitioning, own.domainsHash());
            OffsetReporter report = new OffsetReporter(member, OffsetReporter.EVERY);
            lanes.add(new Lane(name, member, desks::open, partitioning, patience, retries, watch, report, metrics));
        }
        lanes.forEach(Lane::start);
    }

    /** Completes when every lane has its first share of the partitions and has joined them. */
    public CompletionStage<Void> ready() {
        return CompletableFuture.allOf(
                lanes.stream().map(lane -> lane.ready().toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }

    /** Whether every lane decides. */
    public boolean decide() {
        return lanes.stream().allMatch(Lane::decides);
    }

    /** Lets each lane finish its batch, then sends what the relay has left. Blocking. */
    @Override
    public void close() {
        lanes.parallelStream().forEach(Lane::close);
        producer.close(CLOSE);
        watch.close();
    }
}

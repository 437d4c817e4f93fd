package io.spanwire.edge;

import io.micrometer.core.instrument.Gauge;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.kafka.TopicReader;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.edge.command.OutcomeReader;
import io.spanwire.edge.command.OutcomeWaiters;
import io.spanwire.edge.command.PostgresOutcomeStore;
import io.spanwire.edge.view.PostgresViews;
import io.spanwire.notifier.Notifier;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role edge in one object. It starts in two steps, because the notifier needs the edge's ports and the edge the notifier:
 * {@link #connect}, then {@link #listen}. It stops in two: {@link #drain}, then, once the notifier is closed, {@link #close}.
 */
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final Duration DELIVERY = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Door door;
    private final CommandPublisher publisher;
    private final TopicReader reader;

    private Edge(Vertx vertx, Door door, CommandPublisher publisher, TopicReader reader) {
        this.vertx = vertx;
        this.door = door;
        this.publisher = publisher;
        this.reader = reader;
    }

    /** Connects to Kafka: commands can be sent and outcomes arrive. Nothing listens yet. */
    public static Future<Edge> connect(Vertx vertx, EdgeSettings settings, EdgeDependencies parts) {
        return vertx.executeBlocking(() -> build(vertx, settings, parts))
                .compose(edge -> Future.fromCompletionStage(edge.reader.ready(), vertx.getOrCreateContext())
                        .map(edge)
                        .recover(failure -> edge.close().transform(closed -> Future.failedFuture(failure))));
    }

    /** What the notifier needs of the door. */
    public EdgePorts ports() {
        return door.ports();
    }

    /** Opens the listeners. Without a notifier there is neither {@code /ws} nor the events endpoint. */
    public Future<Edge> listen(Optional<Notifier> notifier) {
        return door.listen(notifier.map(NotifierDoor::new))
                .onSuccess(listening -> LOG.info("edge listening port={}", door.port()))
                .map(this);
    }

    /** The port of HTTPS in force. */
    public int port() {
        return door.port();
    }

    /** The port that redirects, if there is one. */
    public OptionalInt redirectPort() {
        return door.redirectPort();
    }

    /** The port of health and metrics, if there is one. */
    public OptionalInt managementPort() {
        return door.managementPort();
    }

    /** Not ready from now on and no new commands; completes when nobody waits for an outcome any more, or in time. */
    public Future<Void> drain() {
        return door.drain();
    }

    /** Closes the listeners and their connections, then the Kafka clients. */
    public Future<Void> close() {
        return door.close()
                .eventually(() -> vertx.executeBlocking(() -> {
                    publisher.close();
                    reader.close();
                    return null;
                }))
                .onSuccess(closed -> LOG.info("edge stopped"));
    }

    /** Makes Kafka clients, which look up host names: on a worker thread. */
    private static Edge build(Vertx vertx, EdgeSettings settings, EdgeDependencies parts) {
        int replyTo = Math.floorMod(UUID.randomUUID().hashCode(), parts.partitions());
        OutcomeWaiters waiters = new OutcomeWaiters(settings.limits().waits().most());
        CommandPublisher publisher =
                new CommandPublisher(parts.kafka(), new Partitioning(parts.partitions()), DELIVERY);
        TopicReader reader =
                new TopicReader(parts.kafka(), Topics.OUTCOMES, List.of(replyTo), new OutcomeReader(waiters));
        Gauge.builder("spanwire.edge.waiters", waiters, OutcomeWaiters::size).register(parts.meters());
        EdgeBackends backends = new EdgeBackends(
                (command, trace) -> publisher.publish(command, replyTo, trace),
                new PostgresOutcomeStore(parts.reader()),
                new PostgresViews(parts.reader()),
                waiters,
                Clock.systemUTC());
        return new Edge(vertx, new Door(vertx, settings, parts, backends), publisher, reader);
    }
}

package io.spanwire.edge;

import io.micrometer.core.instrument.Gauge;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.kafka.TopicReader;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.edge.command.CommandLog;
import io.spanwire.edge.command.OutcomeReader;
import io.spanwire.edge.command.OutcomeStore;
import io.spanwire.edge.command.OutcomeWaiters;
import io.spanwire.edge.command.PostgresOutcomeStore;
import io.spanwire.edge.view.PostgresViews;
import io.spanwire.edge.view.ViewStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What the HTTP front works with: Kafka, PostgreSQL, the waiters that outcomes wake, the time. Tests put others in their place.
 *
 * @param ready completes when outcomes arrive
 * @param close ends the Kafka clients; blocks
 */
record EdgeBackends(
        CommandLog log,
        OutcomeStore outcomes,
        ViewStore views,
        OutcomeWaiters waiters,
        Clock clock,
        CompletionStage<Void> ready,
        Runnable close) {
    private static final Duration DELIVERY = Duration.ofSeconds(5);

    /** The real ones. Makes Kafka clients, which look up host names: on a worker thread. */
    static EdgeBackends connect(EdgeSettings settings, EdgeDependencies parts) {
        int replyTo = Math.floorMod(UUID.randomUUID().hashCode(), parts.partitions());
        OutcomeWaiters waiters = new OutcomeWaiters(settings.limits().waits().most());
        CommandPublisher publisher =
                new CommandPublisher(parts.kafka(), new Partitioning(parts.partitions()), DELIVERY);
        TopicReader reader =
                new TopicReader(parts.kafka(), Topics.OUTCOMES, List.of(replyTo), new OutcomeReader(waiters));
        parts.handover().toEdge((outcome, partition) -> partition == replyTo && waiters.decided(outcome));
        Gauge.builder("spanwire.edge.waiters", waiters, OutcomeWaiters::size).register(parts.meters());
        return new EdgeBackends(
                (command, trace) -> publisher.publish(command, replyTo, trace),
                new PostgresOutcomeStore(parts.reader()),
                new PostgresViews(parts.reader()),
                waiters,
                Clock.systemUTC(),
                reader.ready(),
                () -> {
                    publisher.close();
                    reader.close();
                });
    }
}

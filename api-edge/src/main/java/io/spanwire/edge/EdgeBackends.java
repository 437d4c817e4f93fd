package io.spanwire.edge;

import io.micrometer.core.instrument.Gauge;
import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.kafka.TopicReader;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.edge.command.CommandLog;
import io.spanwire.edge.command.OutcomeListener;
import io.spanwire.edge.command.OutcomeStore;
import io.spanwire.edge.command.OutcomeWaiters;
import io.spanwire.edge.command.PostgresOutcomeStore;
import io.spanwire.edge.http.CoarseTimer;
import io.spanwire.edge.security.PostgresSessions;
import io.spanwire.edge.security.SessionStore;
import io.spanwire.edge.state.PostgresStates;
import io.spanwire.edge.state.StateStore;
import io.spanwire.edge.view.PostgresViews;
import io.spanwire.edge.view.RowLookup;
import io.spanwire.edge.view.ViewStore;
import io.spanwire.edge.webhook.PostgresWebhooks;
import io.spanwire.edge.webhook.WebhookStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The adapters behind the HTTP frontend: Kafka, PostgreSQL, waiters, timer, clock. Tests replace them by fakes.
 *
 * @param ready completes when outcomes are being read
 * @param close closes the Kafka clients and the timer; blocks
 */
record EdgeBackends(
        CommandLog log,
        OutcomeStore outcomes,
        ViewStore views,
        RowLookup rules,
        StateStore states,
        OutcomeWaiters waiters,
        SessionStore sessions,
        WebhookStore webhooks,
        CoarseTimer timer,
        Clock clock,
        CompletionStage<Void> ready,
        Runnable close) {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    /** Connects to Kafka and PostgreSQL. Call it on a worker thread: Kafka clients look up host names. */
    static EdgeBackends connect(EdgeSettings settings, EdgeDependencies dependencies) {
        int replyTo = Math.floorMod(UUID.randomUUID().hashCode(), dependencies.partitions());
        CoarseTimer timer = new CoarseTimer();
        OutcomeWaiters waiters = new OutcomeWaiters(settings.limits().waits().maxWaiting(), timer);
        CommandPublisher publisher = new CommandPublisher(
                dependencies.kafka(),
                new Partitioning(dependencies.partitions()),
                dependencies.handover(),
                DELIVERY_TIMEOUT);
        TopicReader reader =
                new TopicReader(dependencies.kafka(), Topics.OUTCOMES, List.of(replyTo), new OutcomeListener(waiters));
        dependencies.handover().toEdge((outcome, partition) -> partition == replyTo && waiters.complete(outcome));
        Gauge.builder("spanwire.edge.waiters", waiters, OutcomeWaiters::size).register(dependencies.meters());
        return new EdgeBackends(
                (command, trace) -> publisher.publish(command, replyTo, trace),
                new PostgresOutcomeStore(dependencies.outcomes()),
                new PostgresViews(dependencies.reader(), dependencies.domains()),
                new PostgresViews(dependencies.rules(), dependencies.domains()),
                new PostgresStates(dependencies.reader()),
                waiters,
                new PostgresSessions(dependencies.sessions()),
                new PostgresWebhooks(dependencies.webhooks()),
                timer,
                dependencies.clock(),
                reader.ready(),
                () -> {
                    publisher.close();
                    reader.close();
                    timer.close();
                });
    }
}

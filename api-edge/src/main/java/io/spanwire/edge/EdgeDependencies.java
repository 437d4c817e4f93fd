package io.spanwire.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.edge.development.Development;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The objects and facts that the HTTP frontend is built from.
 *
 * @param domainsHash the identity of the domains' code
 * @param pages the class loader whose {@code META-INF/resources} are served
 * @param handover takes outcomes from the worker of this process
 * @param partitions the number of partitions of the installation
 * @param reader a pool of the database role that may only select
 * @param rules the same for views that access rules ask, so that no flood of reads delays them
 * @param sessions a pool of the same role that may call the functions that open and end sessions
 * @param outcomes the same for outcomes alone, so that views cannot delay them
 * @param webhooks a pool of the same role that may call the functions that change webhooks
 * @param webhookRules what webhooks may be
 * @param commands whether this node has the role edge: REST commands, views, contracts and pages
 * @param metrics supplies the text of {@code /metrics}
 * @param rebuilds supplies the JSON of {@code /rebuilds}
 * @param development if pages and domains come from sources that change
 * @param clock the time of commands, and of tokens and sessions
 * @param checks readiness checks by name; one that fails or takes longer than two seconds makes the node unready
 */
public record EdgeDependencies(
        Domains domains,
        String domainsHash,
        ClassLoader pages,
        KafkaClients kafka,
        Handover handover,
        int partitions,
        Pool reader,
        Pool rules,
        Pool sessions,
        Pool outcomes,
        Pool webhooks,
        WebhookRules webhookRules,
        boolean commands,
        MeterRegistry meters,
        Supplier<String> metrics,
        Supplier<String> rebuilds,
        Optional<Development> development,
        Clock clock,
        Map<String, Supplier<Future<Void>>> checks) {
    public EdgeDependencies {
        checks = Map.copyOf(checks);
    }
}

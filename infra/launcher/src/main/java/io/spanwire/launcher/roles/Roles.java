package io.spanwire.launcher.roles;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Role;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Starts the roles of one process: first what they share (tables, topics), then those that the settings ask for. */
public final class Roles {

    private Roles() {}

    /**
     * Returns when the roles serve; blocks until then. What had started is stopped again before it throws.
     *
     * @throws UserFacingException with advice for the person at the keyboard
     */
    public static StartedRoles start(Settings settings, Environment facts, ProgressListener progress) {
        KafkaClients clients = new KafkaClients(kafka(facts));
        DatabaseConnections databases = new DatabaseConnections(facts.database());
        progress.step("preparing tables and topics");
        Preparation preparation = new Preparation(settings, facts, clients, databases, progress);
        preparation.sameHistory(preparation.tablesAndTopics());
        if (settings.roles().contains(Role.WORKER)) {
            preparation.projections();
        }
        Vertx vertx = Vertx.vertx();
        StartedRoles roles = new StartedRoles(
                settings, facts, clients, databases, vertx, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        try {
            roles.start(progress);
            return roles;
        } catch (RuntimeException failed) {
            roles.close();
            throw failed;
        }
    }

    static KafkaSettings kafka(Environment facts) {
        Map<String, String> client = new HashMap<>(facts.kafkaClient());
        client.remove("bootstrap.servers");
        return new KafkaSettings(facts.bootstrapServers(), client);
    }
}

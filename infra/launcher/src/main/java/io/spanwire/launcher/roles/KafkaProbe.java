package io.spanwire.launcher.roles;

import io.spanwire.bus.kafka.KafkaClients;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka answers: asked in the background every three seconds, one small request, so that a readiness check costs
 * nothing and a Kafka that is away shows within eight seconds. Thread-safe.
 */
final class KafkaProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
    private static final long EVERY_MILLIS = 3_000;
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Admin admin;
    private final long timer;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean answers = true;

    /** Begins to ask; the caller has just heard from Kafka. */
    KafkaProbe(Vertx vertx, KafkaClients clients) {
        this.vertx = vertx;
        this.admin = clients.admin();
        this.timer = vertx.setPeriodic(EVERY_MILLIS, tick -> ask());
    }

    boolean answers() {
        return answers;
    }

    private void ask() {
        if (asking.compareAndSet(false, true)) {
            KafkaFuture<Collection<Node>> unused = admin.describeCluster(
                            new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .whenComplete((nodes, failure) -> heard(failure == null));
        }
    }

    private void heard(boolean now) {
        if (answers != now) {
            LOG.warn("kafka answers={}", now);
        }
        answers = now;
        asking.set(false);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        admin.close(CLOSE);
    }
}

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
 * A background check whether Kafka answers: one small request every three seconds. A readiness check reads the last
 * result; an unavailable Kafka shows within eight seconds. Thread-safe.
 */
final class KafkaProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
    private static final long INTERVAL_MILLIS = 3_000;
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Admin admin;
    private final long timer;
    private final AtomicBoolean inFlight = new AtomicBoolean();
    private volatile boolean available = true;

    /** Starts available: Kafka has just answered the caller. */
    KafkaProbe(Vertx vertx, KafkaClients clients) {
        this.vertx = vertx;
        this.admin = clients.admin();
        this.timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> probe());
    }

    boolean isAvailable() {
        return available;
    }

    private void probe() {
        if (inFlight.compareAndSet(false, true)) {
            KafkaFuture<Collection<Node>> unused = admin.describeCluster(
                            new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .whenComplete((nodes, failure) -> update(failure == null));
        }
    }

    private void update(boolean answered) {
        if (available != answered) {
            LOG.warn("kafka availability changed available={}", answered);
        }
        available = answered;
        inFlight.set(false);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        admin.close(CLOSE_TIMEOUT);
    }
}

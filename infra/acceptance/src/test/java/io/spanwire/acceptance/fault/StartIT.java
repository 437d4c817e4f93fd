package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.link.Proxy;
import io.spanwire.acceptance.link.TrafficRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A process that cannot reach PostgreSQL or Kafka at its start says so and ends within a bounded time. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class StartIT {
    private static final Duration BOUNDED = Duration.ofMinutes(2);

    private ProxiedCluster cluster;

    @BeforeAll
    void start() throws Exception {
        cluster = ProxiedCluster.start("start", List.of("no-database", "silent-database", "no-kafka", "silent-kafka"));
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void withoutDatabase() throws Exception {
        cluster.toDatabase("no-database").refuse();
        assertStartFails("no-database", cluster.toDatabase("no-database"), "PostgreSQL");
    }

    @Test
    void withSilentDatabase() throws Exception {
        cluster.toDatabase("silent-database").setRule(new TrafficRule.BlackHole());
        assertStartFails("silent-database", cluster.toDatabase("silent-database"), "PostgreSQL");
    }

    @Test
    void withoutKafka() throws Exception {
        cluster.toKafka("no-kafka").refuse();
        assertStartFails("no-kafka", cluster.toKafka("no-kafka"), "Kafka");
    }

    @Test
    void withSilentKafka() throws Exception {
        cluster.toKafka("silent-kafka").setRule(new TrafficRule.BlackHole());
        assertStartFails("silent-kafka", cluster.toKafka("silent-kafka"), "Kafka");
    }

    private void assertStartFails(String node, Proxy link, String unreachable) throws IOException {
        long begin = System.nanoTime();
        Throwable ended = catchThrowable(() -> cluster.serve(node, "edge,notifier,worker"));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        System.err.printf("%s after %s: %s%n", node, took, ended);
        assertThat(ended).hasMessageContaining("ended before it was ready").hasMessageContaining(unreachable);
        assertThat(took).isLessThan(BOUNDED);
        link.heal();
        assertThat(cluster.serve(node, "edge,notifier,worker").isAlive()).isTrue();
    }
}

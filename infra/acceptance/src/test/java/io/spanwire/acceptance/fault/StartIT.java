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

/** A process that cannot reach what it needs says so and ends, in bounded time, so that whoever runs it can start it again. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class StartIT {
    private static final Duration BOUNDED = Duration.ofMinutes(2);

    private ProxiedCluster installation;

    @BeforeAll
    void start() throws Exception {
        installation = ProxiedCluster.start("start", List.of("refused", "silent", "kafkaless", "deaf"));
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void withoutADatabase() throws Exception {
        installation.toDatabase("refused").refuse();

        endsItself("refused", installation.toDatabase("refused"), "PostgreSQL");
    }

    @Test
    void withADatabaseThatSaysNothing() throws Exception {
        installation.toDatabase("silent").set(new TrafficRule.Lost());

        endsItself("silent", installation.toDatabase("silent"), "PostgreSQL");
    }

    @Test
    void withoutKafka() throws Exception {
        installation.toKafka("kafkaless").refuse();

        endsItself("kafkaless", installation.toKafka("kafkaless"), "Kafka");
    }

    @Test
    void withAKafkaThatSaysNothing() throws Exception {
        installation.toKafka("deaf").set(new TrafficRule.Lost());

        endsItself("deaf", installation.toKafka("deaf"), "Kafka");
    }

    private void endsItself(String node, Proxy link, String culprit) throws IOException {
        long begin = System.nanoTime();
        Throwable ended = catchThrowable(() -> installation.serve(node, "edge,notifier,worker"));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        System.err.printf("%s after %s: %s%n", node, took, ended);
        assertThat(ended).hasMessageContaining("ended before it was ready").hasMessageContaining(culprit);
        assertThat(took).isLessThan(BOUNDED);
        link.mend();
        assertThat(installation.serve(node, "edge,notifier,worker").isAlive()).isTrue();
    }
}

package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker's links to PostgreSQL and Kafka drop traffic, while another worker's links work. */
class WorkerLinksIT extends DroppedLinks {
    /** Kafka's clients wait 10 s for a response. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** A lane waits 30 s for a response. */
    private static final Duration LANE = Duration.ofSeconds(32);

    @ParameterizedTest
    @EnumSource
    void workerWithoutDatabaseDoesNotStopOtherStreams(Direction dropped) throws Exception {
        Probe edge = deployment.edgeProbe();
        drop(cluster.toDatabase(ProxiedDeployment.ONE), dropped, LANE, name("worker-database", dropped), run -> {
            edge.get(VIEW).assertStatus(200, SOON);
            assertThat(StreamCheckpoint.of(run).advanced())
                    .isLessThan(run.subscribers().size());
        });
    }

    @ParameterizedTest
    @EnumSource
    void otherWorkerReplacesWorkerWithoutKafka(Direction dropped) throws Exception {
        drop(
                cluster.toKafka(ProxiedDeployment.ONE),
                dropped,
                KAFKA,
                name("worker-kafka", dropped),
                run -> StreamCheckpoint.of(run).awaitAll());
    }
}

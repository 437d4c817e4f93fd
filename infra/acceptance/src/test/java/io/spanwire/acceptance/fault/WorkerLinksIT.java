package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Direction;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker's links to PostgreSQL and Kafka, while another worker has its own. */
class WorkerLinksIT extends LostLinks {
    /** Kafka's clients wait 10 s for an answer. */
    private static final Duration KAFKA = Duration.ofSeconds(14);
    /** A lane waits 30 s for an answer. */
    private static final Duration LANE = Duration.ofSeconds(32);

    @ParameterizedTest
    @EnumSource
    void aWorkerWithoutItsDatabaseLetsTheOtherStreamsGoOn(Direction lost) throws Exception {
        Probe edge = wired.askEdge();
        through(wired.installation().toDatabase(WiredRun.ONE), lost, LANE, name("worker-database", lost), run -> {
            edge.get(VIEW).assertStatus(200, SOON);
            assertThat(StreamMotion.of(run).moved()).isLessThan(run.feeds().size());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerWithoutKafkaIsReplacedByTheOther(Direction lost) throws Exception {
        through(
                wired.installation().toKafka(WiredRun.ONE),
                lost,
                KAFKA,
                name("worker-kafka", lost),
                run -> StreamMotion.of(run).untilAllMove());
    }
}

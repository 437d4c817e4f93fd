package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.hub.PartitionPositions.Arrival.Behind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GapScanTest {
    private final Vertx vertx = Vertx.vertx();
    private final AskedHistory history = new AskedHistory();
    private final PartitionPositions positions = new PartitionPositions(1);
    private final List<Behind> gaps = new ArrayList<>();
    private final HistoryLossDetector loss = new HistoryLossDetector();
    private final GapScan sweep =
            new GapScan(vertx, Duration.ofHours(1), history::positions, positions, gaps::add, loss);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whatDidNotArriveBetweenTwoLooksIsMissed() {
        positions.startAt(Map.of(0, 3L));

        look(5);
        assertThat(gaps).isEmpty();
        look(5);

        assertThat(gaps).containsExactly(new Behind(0, 4, 5));
        assertThat(loss.missing()).isZero();
    }

    @Test
    void headBelowOneSeenBeforeIsALoss() {
        look(5);

        look(3);
        assertThat(loss.missing()).isEqualTo(2);
        look(3);

        assertThat(loss.missing())
                .as("an older copy does not become the measure")
                .isEqualTo(2);
    }

    @Test
    void headBelowAnArrivalIsALoss() {
        positions.arrive(0, 9);

        look(8);

        assertThat(loss.missing()).isEqualTo(1);
    }

    @Test
    void arrivalsWhileHistoryIsAskedAreNoLoss() {
        positions.startAt(Map.of(0, 5L));

        sweep.look();
        positions.arrive(0, 6);
        history.answer(5);

        assertThat(loss.missing()).isZero();
    }

    @Test
    void newerDatabasePutBackIsWhole() {
        look(5);
        look(3);

        look(5);

        assertThat(loss.missing()).isZero();
    }

    @Test
    void historyThatDoesNotAnswerSaysNothing() {
        look(5);
        look(3);

        sweep.look();
        history.fail();

        assertThat(loss.missing()).isEqualTo(2);
        look(5);
        assertThat(loss.missing()).isZero();
    }

    @Test
    void historyIsAskedOnceAtATime() {
        sweep.look();
        sweep.look();
        assertThat(history.asked).hasSize(1);

        history.answer(5);
        sweep.look();

        assertThat(history.asked).hasSize(1);
    }

    private void look(long head) {
        sweep.look();
        history.answer(head);
    }

    /** Answers when the test says so. */
    private static final class AskedHistory {
        private final Deque<Promise<Map<Integer, Long>>> asked = new ArrayDeque<>();

        void answer(long head) {
            asked.remove().complete(Map.of(0, head));
        }

        void fail() {
            asked.remove().fail("away");
        }

        Future<Map<Integer, Long>> positions() {
            Promise<Map<Integer, Long>> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        }
    }
}

package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.notifier.hub.PartitionPositions.Arrival.Gap;
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
    private final ManualHistory history = new ManualHistory();
    private final PartitionPositions positions = new PartitionPositions(1);
    private final List<Gap> gaps = new ArrayList<>();
    private final HistoryLossDetector loss = new HistoryLossDetector();
    private final GapScan gapScan =
            new GapScan(vertx, Duration.ofHours(1), history::positions, positions, gaps::add, loss);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void eventThatDidNotArriveBetweenTwoScansIsAGap() {
        positions.startAt(Map.of(0, 3L));

        scan(5);
        assertThat(gaps).isEmpty();
        scan(5);

        assertThat(gaps).containsExactly(new Gap(0, 4, 5));
        assertThat(loss.missing()).isZero();
    }

    @Test
    void headBelowAnEarlierHeadIsALoss() {
        scan(5);

        scan(3);
        assertThat(loss.missing()).isEqualTo(2);
        scan(3);

        assertThat(loss.missing())
                .as("an older copy does not become the reference")
                .isEqualTo(2);
    }

    @Test
    void headBelowAnArrivalIsALoss() {
        positions.arrive(0, 9);

        scan(8);

        assertThat(loss.missing()).isEqualTo(1);
    }

    @Test
    void arrivalsWhileHistoryIsReadAreNoLoss() {
        positions.startAt(Map.of(0, 5L));

        gapScan.scan();
        positions.arrive(0, 6);
        history.answer(5);

        assertThat(loss.missing()).isZero();
    }

    @Test
    void restoredNewerDatabaseIsComplete() {
        scan(5);
        scan(3);

        scan(5);

        assertThat(loss.missing()).isZero();
    }

    @Test
    void failedReadChangesNothing() {
        scan(5);
        scan(3);

        gapScan.scan();
        history.fail();

        assertThat(loss.missing()).isEqualTo(2);
        scan(5);
        assertThat(loss.missing()).isZero();
    }

    @Test
    void oneScanRunsAtATime() {
        gapScan.scan();
        gapScan.scan();
        assertThat(history.reads).hasSize(1);

        history.answer(5);
        gapScan.scan();

        assertThat(history.reads).hasSize(1);
    }

    private void scan(long head) {
        gapScan.scan();
        history.answer(head);
    }

    /** Answers when the test says so. */
    private static final class ManualHistory {
        private final Deque<Promise<Map<Integer, Long>>> reads = new ArrayDeque<>();

        void answer(long head) {
            reads.remove().complete(Map.of(0, head));
        }

        void fail() {
            reads.remove().fail("unavailable");
        }

        Future<Map<Integer, Long>> positions() {
            Promise<Map<Integer, Long>> answer = Promise.promise();
            reads.add(answer);
            return answer.future();
        }
    }
}

package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedHistoryTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final StreamId OTHER = StreamId.parse("chat/other");

    private final ManualHistory source = new ManualHistory();
    private final BoundedHistory history = new BoundedHistory(
            source,
            new BoundedReads(
                    new HistorySettings(10, 10, 1_000, 1, 2, Duration.ofSeconds(5), 3), new SimpleMeterRegistry()));

    /** Completes a page when the test says so. */
    private static final class ManualHistory implements HistorySource {
        private final List<String> reads = new ArrayList<>();
        private final Deque<Promise<HistoryPage>> open = new ArrayDeque<>();

        @Override
        public Future<StreamHead> head(StreamId stream) {
            return Future.succeededFuture(new StreamHead("", 0));
        }

        @Override
        public Future<HistoryPage> page(StreamId stream, long after) {
            reads.add(stream + " after " + after);
            open.add(Promise.promise());
            return open.getLast().future();
        }

        @Override
        public Future<HistoryPage> firstPage(StreamId stream, long after) {
            return page(stream, after);
        }

        @Override
        public Future<Map<Integer, Long>> lastPositions() {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Map<StreamId, Long>> changedStreams(int partition, long from, long to) {
            return Future.succeededFuture(Map.of());
        }

        void answer(String body) {
            open.remove().complete(new HistoryPage(1, 1, body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void queuedReadsOfTheSamePageShareOneRead() {
        Future<HistoryPage> running = history.page(OTHER, 0);

        List<Future<HistoryPage>> resumed = new ArrayList<>();
        for (int client = 0; client < 1_000; client++) {
            resumed.add(history.page(ROOM, 7));
        }
        source.answer("other");
        source.answer("page");

        assertThat(running.succeeded()).isTrue();
        assertThat(source.reads).containsExactly("chat/other after 0", "chat/general after 7");
        assertThat(resumed).allSatisfy(each -> assertThat(each.result().text(1)).hasToString("page"));
    }

    @Test
    void noResultIsOlderThanItsCall() {
        Future<HistoryPage> before = history.page(ROOM, 7);
        Future<HistoryPage> after = history.page(ROOM, 7);

        source.answer("older");
        source.answer("newer");

        assertThat(before.result().text(1)).hasToString("older");
        assertThat(after.result().text(1)).hasToString("newer");
    }

    @Test
    void readIsRefusedOnlyWhileTheQueueIsFull() {
        history.page(ROOM, 1);
        history.page(ROOM, 2);
        history.page(ROOM, 3);

        Future<HistoryPage> refused = history.page(ROOM, 4);
        source.answer("1");
        Future<HistoryPage> taken = history.page(ROOM, 4);
        source.answer("2");
        source.answer("3");
        source.answer("4");

        assertThat(refused.cause()).isInstanceOf(ProblemException.class);
        assertThat(taken.result().text(1)).hasToString("4");
    }
}

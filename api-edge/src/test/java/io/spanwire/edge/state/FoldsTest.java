package io.spanwire.edge.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Folds are bounded in number, in waiting and in time. */
class FoldsTest {
    private static final StreamId STREAM = StreamId.parse("counter/one");
    private static final Duration LONG = Duration.ofMinutes(1);

    record Count() {}

    record Counted() {}

    record Opaque(Object value) {
        Opaque counted(RecordedEvent<Counted> event) {
            return new Opaque(new Object());
        }
    }

    record Counter(long value, boolean offEventLoop) {
        Counter counted(RecordedEvent<Counted> event) {
            return new Counter(value + 1, !Context.isOnEventLoopThread());
        }
    }

    private static final StreamType<Counter> TYPE = StreamType.of("counter", Counter.class, new Counter(0, true))
            .command("count", Count.class, (state, count, context) -> Decision.accept())
            .event("counted", Counted.class, Counter::counted)
            .build();

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<List<String>>> reads = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void foldRunsOffTheEventLoopPageByPage() throws Exception {
        Future<String> state = folds(1, 0, LONG).state(TYPE, version(2));

        answer(0, 1);
        answer(1, 2);

        assertThat(get(state)).isEqualTo("{\"value\":2,\"offEventLoop\":true}");
    }

    @Test
    void furtherFoldsWaitAndThenAreRefused() throws Exception {
        Folds folds = folds(1, 1, LONG);

        Future<String> first = folds.state(TYPE, version(1));
        Future<String> second = folds.state(TYPE, version(1));
        Future<String> third = folds.state(TYPE, version(1));

        assertThat(problem(third)).isEqualTo("unavailable");
        Awaitility.await().until(() -> reads.size() == 1);
        answer(0, 1);
        assertThat(get(first)).contains("\"value\":1");
        answer(1, 1);
        assertThat(get(second)).contains("\"value\":1");
        Future<String> fourth = folds.state(TYPE, version(1));
        answer(2, 1);
        assertThat(get(fourth)).contains("\"value\":1");
    }

    @Test
    void foldThatTakesTooLongSaysHowFarItCame() throws Exception {
        Future<String> state = folds(1, 0, Duration.ZERO).state(TYPE, version(1));

        assertThat(problem(state)).isEqualTo("history-too-long");
    }

    @Test
    void stateThatIsNoJsonIsAProblem() throws Exception {
        StreamType<Opaque> opaque = StreamType.of("counter", Opaque.class, new Opaque(1))
                .command("count", Count.class, (state, count, context) -> Decision.accept())
                .event("counted", Counted.class, Opaque::counted)
                .build();

        Future<String> state = folds(1, 0, LONG).state(opaque, version(1));
        answer(0, 1);

        assertThat(problem(state)).isEqualTo("unreadable-history");
    }

    private Folds folds(int running, int waiting, Duration timeout) {
        StateStore store = new StateStore() {
            @Override
            public Future<PastVersion> find(StreamId stream, StateQuery query) {
                throw new AssertionError("not asked");
            }

            @Override
            public Future<Optional<StoredSnapshot>> snapshot(StreamId stream, int stateVersion, long wanted) {
                return Future.succeededFuture(Optional.empty());
            }

            @Override
            public Future<List<String>> events(StreamId stream, long after, long to) {
                Promise<List<String>> read = Promise.promise();
                reads.add(read);
                return read.future();
            }
        };
        return new Folds(vertx, store, new FoldLimits(running, waiting, timeout));
    }

    /** Answers a read with one event. */
    private void answer(int read, long version) {
        Awaitility.await().until(() -> reads.size() > read);
        reads.get(read)
                .complete(List.of(EventJson.write(
                        new EventJson.Envelope(
                                STREAM, version, "counter.counted", Instant.EPOCH, "u-1", new UUID(0, version)),
                        "{}")));
    }

    private static PastVersion version(long version) {
        return new PastVersion(STREAM, version, Optional.of(Instant.EPOCH), "epoch");
    }

    private static String get(Future<String> state) throws Exception {
        return state.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String problem(Future<String> state) throws Exception {
        try {
            return get(state);
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof ProblemException known
                    ? known.problem().code()
                    : failed.toString();
        }
    }
}

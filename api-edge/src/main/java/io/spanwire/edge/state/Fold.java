package io.spanwire.edge.state;

import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fold: the state of a stream at a version, as JSON text. It starts from the stored snapshot, if that fits, and
 * applies the events after it page by page, so that at most one page is in memory. Parsing and applying run on worker
 * threads, never on an event loop.
 *
 * @param <S> the state
 */
final class Fold<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Fold.class);
    private static final long UNREADABLE_RETRY_SECONDS = 60;

    private final WorkerExecutor workers;
    private final StateStore store;
    private final StreamType<S> type;
    private final PastVersion wanted;
    private final long deadline;
    private final Promise<String> result = Promise.promise();

    /** @param deadline by {@link System#nanoTime} */
    Fold(WorkerExecutor workers, StateStore store, StreamType<S> type, PastVersion wanted, long deadline) {
        this.workers = workers;
        this.store = store;
        this.type = type;
        this.wanted = wanted;
        this.deadline = deadline;
    }

    Future<String> run() {
        store.snapshot(wanted.stream(), type.stateVersion(), wanted.version())
                .compose(snapshot -> offEventLoop(() -> start(snapshot)))
                .onSuccess(this::next)
                .onFailure(result::fail);
        return result.future();
    }

    /** The loop over pages. A chain of composed futures would grow with the history. */
    private void next(StreamState<S> state) {
        if (state.version() == wanted.version()) {
            offEventLoop(() -> json(state)).onComplete(result);
        } else if (System.nanoTime() - deadline > 0) {
            result.fail(new ProblemException(Problems.HISTORY_TOO_LONG.because("The stream was folded up to version "
                    + state.version() + " of " + wanted.version() + " in the time that a request may take.")));
        } else {
            store.events(wanted.stream(), state.version(), wanted.version())
                    .compose(page -> offEventLoop(() -> apply(state, page)))
                    .onSuccess(this::next)
                    .onFailure(result::fail);
        }
    }

    private StreamState<S> start(Optional<StoredSnapshot> stored) {
        return stored.flatMap(snapshot -> HistoryDeserializer.snapshot(type, snapshot.version(), snapshot.text()))
                .orElseGet(() -> StreamState.empty(type));
    }

    private StreamState<S> apply(StreamState<S> before, List<String> page) {
        if (page.isEmpty()) {
            throw new IllegalStateException("Stream " + wanted.stream() + " ends at " + before.version());
        }
        StreamState<S> state = before;
        try {
            for (String body : page) {
                state = HistoryDeserializer.next(state, body);
            }
            return state;
        } catch (UnreadableHistory unreadable) {
            LOG.warn("stream unreadable stream={} reason={}", wanted.stream(), unreadable.reason());
            throw new ProblemException(
                    Problems.UNREADABLE_HISTORY.because("The domains of this server cannot read the "
                            + unreadable.event() + " of " + wanted.stream() + ". Newer ones may."),
                    UNREADABLE_RETRY_SECONDS);
        }
    }

    private String json(StreamState<S> state) {
        try {
            return Json.write(state.state());
        } catch (IllegalArgumentException notJson) {
            LOG.warn("state is no JSON stream={}", wanted.stream(), notJson);
            throw new ProblemException(
                    Problems.UNREADABLE_HISTORY.because(
                            "The state of the stream type " + type.name() + " cannot be written as JSON."),
                    UNREADABLE_RETRY_SECONDS);
        }
    }

    private <T> Future<T> offEventLoop(Callable<T> step) {
        return workers.executeBlocking(step, false);
    }
}

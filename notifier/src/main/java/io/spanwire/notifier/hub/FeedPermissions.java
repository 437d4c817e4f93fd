package io.spanwire.notifier.hub;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which streams of a feed its reader may read. An answer is remembered until an event may have changed it. Bounded.
 * Thread-safe, though one subscription asks.
 */
final class FeedPermissions {
    private static final int MAX_KNOWN = 10_000;
    /** Questions at a time about the streams of one page. */
    private static final int CONCURRENT = 16;

    private static final int TIMEOUT_SECONDS = 10;
    private static final Future<Boolean> ALLOWED = Future.succeededFuture(true);

    private final AccessWatches watches;
    private final Optional<Function<StreamId, ReadCheck>> rules;
    private final ConcurrentMap<StreamId, Known> known = new ConcurrentHashMap<>();

    private record Known(Future<Boolean> answer, Runnable unwatch) {}

    /** @param rules empty when all streams may be read */
    FeedPermissions(AccessWatches watches, Optional<Function<StreamId, ReadCheck>> rules) {
        this.watches = watches;
        this.rules = rules;
    }

    /** Whether the stream may be read; fails when that cannot be known now. */
    Future<Boolean> of(StreamId stream) {
        if (rules.isEmpty()) {
            return ALLOWED;
        }
        @Nullable Known before = known.get(stream);
        return before == null ? ask(stream, rules.get().apply(stream)) : before.answer();
    }

    /** Completes when it is known of all these streams. */
    Future<Void> learn(Set<StreamId> streams) {
        return rules.isEmpty() ? Future.succeededFuture() : learn(streams.iterator());
    }

    private Future<Void> learn(Iterator<StreamId> streams) {
        List<Future<Boolean>> open = new ArrayList<>();
        while (streams.hasNext() && open.size() < CONCURRENT) {
            Future<Boolean> answer = of(streams.next());
            if (!answer.succeeded()) {
                open.add(answer);
            }
        }
        return open.isEmpty() ? Future.succeededFuture() : Future.all(open).compose(answered -> learn(streams));
    }

    private Future<Boolean> ask(StreamId stream, ReadCheck check) {
        if (known.size() >= MAX_KNOWN) {
            release();
        }
        Promise<Boolean> answer = Promise.promise();
        // Before the question, so that no change in between is missed.
        Runnable unwatch = watches.watch(check.changes(), () -> forget(stream));
        known.put(stream, new Known(answer.future(), unwatch));
        check.ask()
                .get()
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .map(true)
                .recover(FeedPermissions::deniedOrUnknown)
                .onFailure(unknown -> forget(stream))
                .onComplete(answer);
        return answer.future();
    }

    private static Future<Boolean> deniedOrUnknown(Throwable refused) {
        boolean isDenied =
                refused instanceof ProblemException known && known.problem().status() < 500;
        return isDenied ? Future.succeededFuture(false) : Future.failedFuture(refused);
    }

    private void forget(StreamId stream) {
        @Nullable Known before = known.remove(stream);
        if (before != null) {
            before.unwatch().run();
        }
    }

    /** Forgets everything. */
    void release() {
        Collection<StreamId> streams = List.copyOf(known.keySet());
        streams.forEach(this::forget);
    }
}

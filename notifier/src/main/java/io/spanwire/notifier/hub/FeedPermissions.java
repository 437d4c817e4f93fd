package io.spanwire.notifier.hub;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which streams of a feed its reader may read. An answer is remembered until an event may have changed it. Bounded.
 * Thread-safe, though one subscription asks.
 */
final class FeedPermissions {
    private static final int MAX_KNOWN = 10_000;
    private static final Future<Boolean> ALLOWED = Future.succeededFuture(true);

    private final AccessWatches watches;
    private final Optional<Function<StreamId, ReadCheck>> rules;
    private final Consumer<StreamId> changed;
    private final ConcurrentMap<StreamId, Known> known = new ConcurrentHashMap<>();

    private record Known(Future<Boolean> answer, Runnable unwatch) {}

    /**
     * @param rules empty when all streams may be read
     * @param changed called on any thread when what is known of a stream may have changed
     */
    FeedPermissions(AccessWatches watches, Optional<Function<StreamId, ReadCheck>> rules, Consumer<StreamId> changed) {
        this.watches = watches;
        this.rules = rules;
        this.changed = changed;
    }

    /** Whether all streams may be read, whatever they are. */
    boolean allowAll() {
        return rules.isEmpty();
    }

    /** Whether the stream may be read; fails when that cannot be known now. */
    Future<Boolean> of(StreamId stream) {
        if (rules.isEmpty()) {
            return ALLOWED;
        }
        @Nullable Known before = known.get(stream);
        return before == null ? ask(stream, rules.get().apply(stream)) : before.answer();
    }

    /** Those of these streams that may be read, all asked for together; fails when that cannot be known now. */
    Future<Set<StreamId>> allowedOf(Set<StreamId> streams) {
        List<StreamId> asked = List.copyOf(streams);
        List<Future<Boolean>> answers = asked.stream().map(this::of).toList();
        return Future.all(answers).map(answered -> {
            Set<StreamId> allowed = new HashSet<>();
            for (int i = 0; i < asked.size(); i++) {
                if (answers.get(i).result()) {
                    allowed.add(asked.get(i));
                }
            }
            return allowed;
        });
    }

    private Future<Boolean> ask(StreamId stream, ReadCheck check) {
        if (known.size() >= MAX_KNOWN) {
            release();
        }
        Promise<Boolean> answer = Promise.promise();
        // Before the question, so that no change in between is missed.
        Runnable unwatch = watches.watch(check.changes(), () -> {
            forget(stream);
            changed.accept(stream);
        });
        known.put(stream, new Known(answer.future(), unwatch));
        check.ask()
                .get()
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

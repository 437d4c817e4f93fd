package io.spanwire.notifier.port;

import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The check whether a caller may read a stream, which can be repeated.
 *
 * @param changes what may change the answer; empty when nothing does while the session lasts
 * @param ask fails with a {@link io.spanwire.bus.message.ProblemException}: forbidden, unknown stream type or, for now,
 *     unavailable. Never blocks, and its future completes within seconds
 */
public record ReadCheck(List<Change> changes, Supplier<Future<Void>> ask) {
    /**
     * Events that may change an answer.
     *
     * @param stream empty for those of any stream
     * @param types empty for those of any type
     */
    public record Change(Optional<StreamId> stream, Set<String> types) {
        public Change {
            types = Set.copyOf(types);
        }
    }

    public ReadCheck {
        changes = List.copyOf(changes);
    }

    /** A check whose answer does not change. */
    public static ReadCheck lasting(Supplier<Future<Void>> ask) {
        return new ReadCheck(List.of(), ask);
    }
}

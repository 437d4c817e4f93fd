package io.spanwire.notifier.port;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a caller may read of a feed.
 *
 * @param types of the events that were asked for, with the names under which they may be stored
 * @param whole whether they may read the feed
 * @param each whether they may read the events of one of its streams; empty when they may read all
 */
public record FeedAccess(Set<String> types, ReadCheck whole, Optional<Function<StreamId, ReadCheck>> each) {
    public FeedAccess {
        types = Set.copyOf(types);
    }

    /** Access to nothing, for this reason. */
    public static FeedAccess refused(Problem reason) {
        return new FeedAccess(
                Set.of(), ReadCheck.lasting(() -> Future.failedFuture(new ProblemException(reason))), Optional.empty());
    }
}

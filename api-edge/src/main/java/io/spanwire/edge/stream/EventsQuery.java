package io.spanwire.edge.stream;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.QueryParser;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.http.EventId;
import io.spanwire.notifier.http.PageRequest;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's query of the events endpoint, from the query string and {@code Last-Event-ID}.
 *
 * @param after the start: 0, a version, or {@code now}; a {@code Last-Event-ID} overrides it
 * @param limit the maximum number of events of a page
 * @param maxWait how long an empty page may wait for an event
 * @param epoch the epoch of the version, if the client sent one in either place
 */
record EventsQuery(StartPoint after, int limit, Duration maxWait, Optional<String> epoch) {
    private static final Set<String> NAMES = Set.of("after", "limit", "wait", "epoch");

    /**
     * Parses both. A browser that reconnects repeats its first query and adds the id of the last event it has seen.
     *
     * @throws ProblemException invalid, with a pointer to each parameter at fault; other-epoch, if the two name
     *     different epochs, of which at most one is this history's
     */
    static EventsQuery parse(MultiMap query, @Nullable String lastEventId) {
        QueryParser parser = new QueryParser(query);
        parser.allowOnly(NAMES);
        StartPoint after = after(parser);
        Optional<EventId> lastSeen = lastSeen(lastEventId, parser);
        long limit = parser.number("limit", 1, PageRequest.MAX_LIMIT).orElse(PageRequest.DEFAULT_LIMIT);
        long seconds =
                parser.number("wait", 0, PageRequest.MAX_WAIT.toSeconds()).orElse(0);
        Optional<String> epoch = parser.text("epoch");
        parser.throwErrors();
        return new EventsQuery(
                lastSeen.<StartPoint>map(id -> new StartPoint.Version(id.version()))
                        .orElse(after),
                (int) limit,
                Duration.ofSeconds(seconds),
                epoch(epoch, lastSeen.flatMap(EventId::epoch)));
    }

    private static Optional<EventId> lastSeen(@Nullable String lastEventId, QueryParser parser) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return Optional.empty();
        }
        Optional<EventId> id = EventId.parse(lastEventId);
        if (id.isEmpty()) {
            parser.addError("last-event-id", "The value is neither the id of an event of this stream nor a version.");
        }
        return id;
    }

    private static Optional<String> epoch(Optional<String> query, Optional<String> lastSeen) {
        if (query.isPresent() && lastSeen.isPresent() && !query.equals(lastSeen)) {
            throw new ProblemException(Problems.OTHER_EPOCH);
        }
        return lastSeen.or(() -> query);
    }

    private static StartPoint after(QueryParser parser) {
        try {
            return StartPoint.parse(parser.text("after").orElse("0"));
        } catch (IllegalArgumentException neither) {
            parser.addError("after", "The value is neither a version nor now.");
            return StartPoint.START;
        }
    }
}

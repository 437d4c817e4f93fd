package io.spanwire.edge.stream;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.message.FeedName;
import io.spanwire.edge.http.QueryParser;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.http.PageRequest;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's query of a feed, from the query string and {@code Last-Event-ID}.
 *
 * @param after the start: 0, {@code now} or a token; a {@code Last-Event-ID} overrides it
 * @param limit the maximum number of events of a page
 * @param maxWait how long an empty page may wait for an event
 */
record FeedQuery(FeedFilter filter, FeedStart after, int limit, Duration maxWait) {
    private static final Set<String> NAMES = Set.of("after", "types", "since", "limit", "wait");
    /** Of a token of some thousand partitions. */
    private static final int MAX_TOKEN = 1 << 14;

    /** @throws io.spanwire.bus.message.ProblemException invalid, with a pointer to each parameter at fault */
    static FeedQuery parse(FeedName feed, MultiMap query, @Nullable String lastEventId) {
        QueryParser parser = new QueryParser(query);
        parser.allowOnly(NAMES);
        FeedStart after = start(parser, "after", parser.text("after", MAX_TOKEN).orElse("0"));
        if (lastEventId != null && !lastEventId.isEmpty()) {
            after = start(parser, "last-event-id", lastEventId);
        }
        Set<String> types =
                parser.text("types").map(text -> Set.of(text.split(",", -1))).orElse(Set.of());
        Instant since = parser.typed("since", ParameterType.TIMESTAMP)
                .map(Instant.class::cast)
                .orElse(Instant.EPOCH);
        long limit = parser.number("limit", 1, PageRequest.MAX_LIMIT).orElse(PageRequest.DEFAULT_LIMIT);
        long seconds =
                parser.number("wait", 0, PageRequest.MAX_WAIT.toSeconds()).orElse(0);
        parser.throwErrors();
        return new FeedQuery(new FeedFilter(feed, types, since), after, (int) limit, Duration.ofSeconds(seconds));
    }

    private static FeedStart start(QueryParser parser, String name, String text) {
        try {
            return FeedStart.parse(text);
        } catch (IllegalArgumentException noToken) {
            parser.addError(name, "The value is neither 0, now nor a token of a feed.");
            return FeedStart.BEGINNING;
        }
    }
}

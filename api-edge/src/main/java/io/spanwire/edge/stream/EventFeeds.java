package io.spanwire.edge.stream;

import io.spanwire.notifier.Notifier;
import io.spanwire.notifier.feed.EventPage;
import io.spanwire.notifier.feed.FeedRequest;
import io.spanwire.notifier.feed.PageRequest;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/**
 * Where events come from: the {@link Notifier}. Each call rules on access itself; a future that fails has written nothing.
 * {@code gone} completes when the client is.
 */
public interface EventFeeds {
    /** A page as JSON; waits for events if the request says so. */
    Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> gone);

    /** The stream as server-sent events, until the client goes. */
    Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone);

    /** The history as lines of JSON. */
    Future<Void> ndjson(HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone);

    /** The feeds of the notifier in this process. */
    static EventFeeds of(Notifier notifier) {
        return new EventFeeds() {
            @Override
            public Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> gone) {
                return notifier.page(session, request, gone);
            }

            @Override
            public Future<Void> serverSentEvents(
                    HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone) {
                return notifier.serverSentEvents(response, session, request, gone);
            }

            @Override
            public Future<Void> ndjson(
                    HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> gone) {
                return notifier.ndjson(response, session, request, gone);
            }
        };
    }
}

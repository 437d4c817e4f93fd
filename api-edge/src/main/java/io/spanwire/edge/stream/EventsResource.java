package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.budget.OpenLimit;
import io.spanwire.edge.http.MediaTypes;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.OpenConnections;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.feed.EventPage;
import io.spanwire.notifier.feed.FeedRequest;
import io.spanwire.notifier.feed.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The handler of {@code GET /api/streams/{type}/{key}/events}: depending on {@code Accept} a page of JSON (long poll
 * with {@code wait}), server-sent events, or the history as NDJSON. A full page of a named epoch never changes and is
 * cached as immutable, unless its events may be forgotten. Without the epoch, the same URL could later name another history.
 */
public final class EventsResource extends AuthenticatedResource {
    private static final String JSON = "application/json";
    private static final String SERVER_SENT_EVENTS = "text/event-stream";
    private static final String NDJSON = "application/x-ndjson";
    private static final List<String> OFFERS = List.of(JSON, SERVER_SENT_EVENTS, NDJSON);

    private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
    private static final CharSequence FOREVER = HttpHeaders.createOptimized("private, max-age=31536000, immutable");
    private static final CharSequence VARY = HttpHeaders.createOptimized("accept, last-event-id");

    private final Domains domains;
    private final OpenLimit feeds;
    private final OpenConnections open;
    private final EventDelivery events;

    /** Its answers are ended when a session in {@code open} is. */
    public EventsResource(
            Domains domains, Authenticator authenticator, OpenLimit feeds, OpenConnections open, EventDelivery events) {
        super(authenticator);
        this.domains = domains;
        this.feeds = feeds;
        this.open = open;
        this.events = events;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        HttpServerRequest request = context.request();
        StreamId stream = StreamPath.parse(context.normalizedPath(), domains).stream();
        String type = MediaTypes.choose(context.parsedHeaders().accept(), OFFERS)
                .orElseThrow(() -> new ProblemException(Problems.NOT_ACCEPTABLE));
        EventsQuery query = EventsQuery.parse(context.queryParams(), request.getHeader(LAST_EVENT_ID));
        context.response().putHeader(HttpHeaders.VARY, VARY);
        Future<Void> closed = closed(context);
        if (!type.equals(JSON) || !query.maxWait().isZero()) {
            occupy(request, caller.caller().subject(), closed);
        }
        if (type.equals(JSON)) {
            return page(context, caller, stream, query, closed);
        }
        open.add(caller, closed, () -> context.response().reset());
        FeedRequest feed = new FeedRequest(stream, query.after(), query.epoch());
        return type.equals(NDJSON)
                ? events.ndjson(context.response(), caller.session(), feed, closed)
                : events.serverSentEvents(context.response(), caller.session(), feed, closed);
    }

    /** Feeds and waiting pages hold memory and database reads for as long as they like. */
    private void occupy(HttpServerRequest request, String caller, Future<Void> closed) {
        ClientBudget budget = ClientConnection.budget(request);
        feeds.acquire(budget, caller);
        closed.onComplete(over -> feeds.release(budget, caller));
    }

    private Future<Void> page(
            RoutingContext context,
            AuthenticatedSession caller,
            StreamId stream,
            EventsQuery query,
            Future<Void> closed) {
        PageRequest request = new PageRequest(stream, query.after(), query.limit(), query.maxWait(), query.epoch());
        return events.page(caller.session(), request, closed)
                .onSuccess(page -> write(context, page, query.epoch().isPresent() && !mayChange(stream)))
                .mapEmpty();
    }

    /** Whether events of the stream may be forgotten. */
    private boolean mayChange(StreamId stream) {
        return domains.streamType(stream.type()).filter(StreamType::isPersonal).isPresent();
    }

    private static void write(RoutingContext context, EventPage page, boolean isFinal) {
        if (page.full() && isFinal) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, FOREVER);
        }
        Responses.largeJson(context, page.json());
    }
}

package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.budget.OpenLimit;
import io.spanwire.edge.http.EntityTags;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code GET /api/streams/{type}/{key}/events}: depending on {@code Accept} a page of JSON (long poll
 * with {@code wait}), server-sent events, or the history as NDJSON. A browser keeps a page
 * but asks each time whether it may show it: another caller, or none, gets nothing from its cache.
 */
public final class EventsResource extends AuthenticatedResource {
    private static final String JSON = "application/json";
    private static final String SERVER_SENT_EVENTS = "text/event-stream";
    private static final String NDJSON = "application/x-ndjson";
    private static final List<String> OFFERS = List.of(JSON, SERVER_SENT_EVENTS, NDJSON);

    private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
    private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("private, no-cache");
    private static final CharSequence VARY =
            HttpHeaders.createOptimized("accept, authorization, cookie, last-event-id");

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
        open.add(caller, caller.session(), closed, () -> context.response().reset());
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
                .onSuccess(page -> write(context, page, tag(stream, page)))
                .mapEmpty();
    }

    private static void write(RoutingContext context, EventPage page, Optional<String> tag) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, REVALIDATE);
        tag.ifPresent(value -> context.response().putHeader(HttpHeaders.ETAG, value));
        @Nullable String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (tag.isPresent() && EntityTags.matches(known, tag.get())) {
            context.response().setStatusCode(304).end();
        } else {
            Responses.largeJson(context, page.json());
        }
    }

    /** Stored events never change, unless they have personal data, which may be forgotten. */
    private Optional<String> tag(StreamId stream, EventPage page) {
        return domains.streamType(stream.type())
                .filter(type -> !type.isPersonal())
                .map(type -> '"'
                        + String.join(
                                "-",
                                Long.toString(page.next() - page.events()),
                                Long.toString(page.next()),
                                Long.toString(page.head()),
                                page.epoch())
                        + '"');
    }
}

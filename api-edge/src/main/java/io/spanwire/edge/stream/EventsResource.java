package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.http.EntityTags;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.http.EventPage;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.StreamRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code GET /api/streams/{type}/{key}/events}: depending on {@code Accept} a page of JSON (long poll
 * with {@code wait}), server-sent events, or the history as NDJSON. A browser keeps a page
 * but asks each time whether it may show it: another caller, or none, gets nothing from its cache.
 */
public final class EventsResource extends AuthenticatedResource {
    private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
    private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("private, no-cache");
    private static final CharSequence VARY =
            HttpHeaders.createOptimized("accept, authorization, cookie, last-event-id");

    private final Domains domains;
    private final OpenAnswers open;
    private final EventDelivery events;

    public EventsResource(Domains domains, Authenticator authenticator, OpenAnswers open, EventDelivery events) {
        super(authenticator);
        this.domains = domains;
        this.open = open;
        this.events = events;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        HttpServerRequest request = context.request();
        StreamId stream = StreamPath.parse(context.normalizedPath(), domains).stream();
        EventMedia media = EventMedia.chosen(context);
        EventsQuery query = EventsQuery.parse(context.queryParams(), request.getHeader(LAST_EVENT_ID));
        context.response().putHeader(HttpHeaders.VARY, VARY);
        Future<Void> closed = closed(context);
        if (media != EventMedia.JSON || !query.maxWait().isZero()) {
            open.occupy(context, caller, closed);
        }
        if (media == EventMedia.JSON) {
            return page(context, caller, stream, query, closed);
        }
        open.endWithSession(context, caller, closed);
        StreamRequest feed = new StreamRequest(stream, query.after(), query.epoch());
        return media == EventMedia.NDJSON
                ? events.ndjson(context.response(), caller.session(), feed, closed)
                : events.serverSentEvents(context.response(), caller.session(), feed, closed);
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

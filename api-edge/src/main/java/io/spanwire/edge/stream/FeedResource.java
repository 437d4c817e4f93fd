package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.http.FeedPageRequest;
import io.spanwire.notifier.http.FeedRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The handler of {@code GET /api/streams/{type}/events} and {@code GET /api/events}: the events of all streams of a type,
 * or of all, in the forms of an {@link EventsResource}.
 */
public final class FeedResource extends AuthenticatedResource {
    /** The path of the feed of all streams. */
    public static final String EVERYTHING = "/api/events";

    private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-store");
    private static final CharSequence VARY =
            HttpHeaders.createOptimized("accept, authorization, cookie, last-event-id");

    private final Domains domains;
    private final OpenAnswers open;
    private final EventDelivery events;

    public FeedResource(Domains domains, Authenticator authenticator, OpenAnswers open, EventDelivery events) {
        super(authenticator);
        this.domains = domains;
        this.open = open;
        this.events = events;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        FeedName feed = feed(context.normalizedPath());
        EventMedia media = EventMedia.chosen(context);
        FeedQuery query =
                FeedQuery.parse(feed, context.queryParams(), context.request().getHeader(LAST_EVENT_ID));
        context.response().putHeader(HttpHeaders.VARY, VARY);
        Future<Void> closed = closed(context);
        if (media != EventMedia.JSON || !query.maxWait().isZero()) {
            open.occupy(context, caller, closed);
        }
        if (media == EventMedia.JSON) {
            return page(context, caller, query, closed);
        }
        open.endWithSession(context, caller, closed);
        FeedRequest request = new FeedRequest(query.filter(), query.after());
        return media == EventMedia.NDJSON
                ? events.feedNdjson(
                        context.response(), caller.session(), request, token -> next(context, token), closed)
                : events.feedServerSentEvents(context.response(), caller.session(), request, closed);
    }

    private FeedName feed(String path) {
        if (path.equals(EVERYTHING)) {
            return FeedName.EVERYTHING;
        }
        String type = path.substring(StreamPath.PREFIX.length(), path.lastIndexOf('/'));
        if (domains.streamType(type).isEmpty()) {
            throw new ProblemException(Problems.UNKNOWN_STREAM_TYPE);
        }
        return FeedName.of(type);
    }

    private Future<Void> page(
            RoutingContext context, AuthenticatedSession caller, FeedQuery query, Future<Void> closed) {
        FeedPageRequest request = new FeedPageRequest(query.filter(), query.after(), query.limit(), query.maxWait());
        return events.feedPage(caller.session(), request, closed)
                .onSuccess(page -> {
                    context.response().putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE);
                    Responses.largeJson(context, page.json());
                })
                .mapEmpty();
    }

    /** The same query behind a token. */
    private static String next(RoutingContext context, String token) {
        StringBuilder address =
                new StringBuilder(context.normalizedPath()).append("?after=").append(token);
        for (String name : new String[] {"types", "since"}) {
            context.queryParam(name).stream().findFirst().ifPresent(value -> address.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return address.toString();
    }
}

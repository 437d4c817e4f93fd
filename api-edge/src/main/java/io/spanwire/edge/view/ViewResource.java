package io.spanwire.edge.view;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.http.EntityTags;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.Permissions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/views/{view}}: rows, what opens the next page, and of a view bound to a stream the version they show.
 * {@code min-version} and {@code after-command} wait until the read models are that far; when the wait runs out the answer is
 * 503 with Retry-After, never older rows. The entity tag is the version and the shape of the view's statement.
 */
public final class ViewResource extends AuthenticatedResource {
    /** The path in front of the view's name. */
    public static final String PREFIX = "/api/views/";

    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Domains domains;
    private final Permissions permissions;
    private final ViewStore store;
    private final Function<UUID, Future<Boolean>> decided;
    private final ConditionPoller patience;
    private final Duration maxWait;

    /**
     * Answers from the store, for who may ask.
     *
     * @param decided whether a command has its outcome already
     */
    public ViewResource(
            Domains domains,
            Authenticator authenticator,
            Permissions permissions,
            ViewStore store,
            Function<UUID, Future<Boolean>> decided,
            ConditionPoller patience,
            Duration maxWait) {
        super(authenticator);
        this.domains = domains;
        this.permissions = permissions;
        this.store = store;
        this.decided = decided;
        this.patience = patience;
        this.maxWait = maxWait;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        View view = domains.view(PathTail.behind(PREFIX, context))
                .orElseThrow(() -> new ProblemException(Problems.NOT_FOUND));
        ViewRequest query = ViewRequest.parse(view, context.queryParams());
        @Nullable String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return permissions
                .mayQuery(caller.caller(), view, query.parameters())
                .compose(allowed -> readyFor(query))
                .compose(ready -> store.ask(query.question(), at -> EntityTags.matches(known, tag(view, at))))
                .onSuccess(answer -> write(context.response(), view, answer))
                .mapEmpty();
    }

    private Future<Void> readyFor(ViewRequest query) {
        return afterCommand(query).compose(decided -> minVersion(query));
    }

    private Future<Void> afterCommand(ViewRequest query) {
        return query.afterCommand()
                .map(command -> waitFor(() -> decided.apply(command), "The command is not decided yet."))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> minVersion(ViewRequest query) {
        if (query.minVersion().isEmpty()) {
            return Future.succeededFuture();
        }
        long least = query.minVersion().getAsLong();
        StreamId stream = query.question().stream().orElseThrow();
        return waitFor(
                () -> store.version(stream).map(version -> version >= least),
                "The stream has not reached that version yet.");
    }

    private Future<Void> waitFor(Supplier<Future<Boolean>> condition, String notYet) {
        return patience.until(condition, maxWait)
                .compose(so -> so
                        ? Future.succeededFuture()
                        : Future.failedFuture(new ProblemException(Problems.UNAVAILABLE.because(notYet))));
    }

    private static void write(HttpServerResponse response, View view, ViewPage answer) {
        response.putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE);
        answer.stream().ifPresent(version -> response.putHeader(HttpHeaders.ETAG, tag(view, version)));
        if (answer.rows().isEmpty()) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        String version = answer.stream().map(at -> Long.toString(at.version())).orElse("null");
        Responses.json(
                response,
                OK,
                "{\"rows\":" + answer.rows().get() + ",\"next\":" + answer.next() + ",\"version\":" + version + '}');
    }

    /** Another history, or another statement, is another answer under the same version. */
    private static String tag(View view, StreamVersion at) {
        return EntityTags.of(
                at.version(), 31 * at.epoch().hashCode() + view.sql().text().hashCode());
    }
}

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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code GET /api/views/{view}}: rows, the key of the next page, and for a view bound to a stream the
 * version of the rows. {@code min-version} and {@code after-command} wait until the read models have that state; after
 * the timeout the answer is 503 with Retry-After, never older rows. The entity tag names the version, the epoch and the
 * view's statement.
 */
public final class ViewResource extends AuthenticatedResource {
    public static final String PREFIX = "/api/views/";

    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");

    private final Domains domains;
    private final Permissions permissions;
    private final ViewStore store;
    private final Function<UUID, Future<Boolean>> decided;
    private final ConditionPoller poller;
    private final Duration maxWait;

    /** @param decided whether a command has its final outcome */
    public ViewResource(
            Domains domains,
            Authenticator authenticator,
            Permissions permissions,
            ViewStore store,
            Function<UUID, Future<Boolean>> decided,
            ConditionPoller poller,
            Duration maxWait) {
        super(authenticator);
        this.domains = domains;
        this.permissions = permissions;
        this.store = store;
        this.decided = decided;
        this.poller = poller;
        this.maxWait = maxWait;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        View view = domains.view(PathTail.after(PREFIX, context))
                .orElseThrow(() -> new ProblemException(Problems.NOT_FOUND));
        ViewRequest request =
                ViewRequest.parse(view, context.queryParams(), caller.caller().subject());
        @Nullable String ifNoneMatch = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return permissions
                .mayQuery(caller.caller(), view, request.parameters())
                .compose(allowed -> afterCommand(request))
                .compose(decided -> minVersion(request))
                .compose(ready ->
                        store.query(request.query(), at -> EntityTags.matches(ifNoneMatch, tag(view, at, caller))))
                .onSuccess(page -> write(context, view, page, caller))
                .mapEmpty();
    }

    private Future<Void> afterCommand(ViewRequest request) {
        return request.afterCommand()
                .map(command -> waitFor(() -> decided.apply(command), "The command is not decided yet."))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> minVersion(ViewRequest request) {
        if (request.minVersion().isEmpty()) {
            return Future.succeededFuture();
        }
        long min = request.minVersion().getAsLong();
        StreamId stream = request.query().stream().orElseThrow();
        return waitFor(
                () -> store.version(stream).map(version -> version >= min),
                "The stream has not reached that version yet.");
    }

    private Future<Void> waitFor(Supplier<Future<Boolean>> condition, String notYet) {
        return poller.until(condition, maxWait)
                .compose(isMet -> isMet
                        ? Future.succeededFuture()
                        : Future.failedFuture(new ProblemException(Problems.UNAVAILABLE.because(notYet))));
    }

    private static void write(RoutingContext context, View view, ViewPage page, AuthenticatedSession caller) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE);
        ViewSnapshot at = page.snapshot();
        response.putHeader(HttpHeaders.ETAG, tag(view, at, caller));
        if (page.rows().isEmpty()) {
            response.setStatusCode(304).end();
            return;
        }
        String version = at.version().isPresent() ? Long.toString(at.version().getAsLong()) : "null";
        Responses.largeJson(
                context,
                Buffer.buffer("{\"rows\":" + page.rows().get() + ",\"next\":" + page.next() + ",\"version\":" + version
                        + at.place()
                                .map(place -> ",\"token\":\"" + place.text() + '"')
                                .orElse("")
                        + '}'));
    }

    /** The same version of another epoch, of rebuilt tables, of another statement or caller is another answer. */
    private static String tag(View view, ViewSnapshot at, AuthenticatedSession caller) {
        String subject = view.isOfCaller() ? caller.caller().subject() : "";
        int representation = Objects.hash(at.epoch(), at.switches(), view.sql().text(), subject);
        return at.place()
                .map(place -> EntityTags.of(place.text(), representation))
                .orElseGet(() -> EntityTags.of(at.version().orElseThrow(), representation));
    }
}

package io.spanwire.edge;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.command.CommandResource;
import io.spanwire.edge.contract.Contracts;
import io.spanwire.edge.contract.ProblemPages;
import io.spanwire.edge.http.Answers;
import io.spanwire.edge.http.Failures;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.Resource;
import io.spanwire.edge.security.SessionResource;
import io.spanwire.edge.stream.StreamAddress;
import io.spanwire.edge.view.ViewResource;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Every address and who answers it. The busiest come first; none needs a pattern. Every failure ends in
 * {@link Failures}.
 */
final class Routes {
    private static final List<Integer> UNMATCHED = List.of(400, 404, 405, 406, 408, 413, 414, 415, 417, 431, 500);

    private final Router router;

    Routes(Vertx vertx) {
        this.router = Router.router(vertx);
        UNMATCHED.forEach(status -> router.errorHandler(status, Failures.unmatched(status)));
        router.route().failureHandler(new Failures());
    }

    /** Streams: commands and events, each where this node has the role. */
    Routes streams(
            Optional<CommandResource> commands,
            Optional<Handler<RoutingContext>> events,
            JsonBody body,
            Draining drain) {
        String streams = StreamAddress.PREFIX + "*";
        commands.ifPresent(resource -> router.post(streams)
                .handler(drain::refuseWhenStopping)
                .handler(body.reader())
                .handler(resource));
        events.ifPresent(resource -> {
            router.get(streams).handler(Routes::requireEvents).handler(resource);
        });
        router.route(streams).handler(Routes::wrongMethod);
        return this;
    }

    Routes outcomes(Handler<RoutingContext> outcomes) {
        router.route(CommandResource.OUTCOMES + "*").handler(Resource.get(outcomes));
        return this;
    }

    Routes views(ViewResource views) {
        router.route(ViewResource.PREFIX + "*").handler(Resource.get(views));
        return this;
    }

    Routes sessions(SessionResource sessions, JsonBody body) {
        router.post("/api/session").handler(body.reader());
        router.route("/api/session")
                .handler(Resource.get(sessions::whoAmI)
                        .on(HttpMethod.POST, sessions::signIn)
                        .on(HttpMethod.DELETE, sessions::signOut));
        return this;
    }

    Routes sockets(Handler<RoutingContext> door, Draining drain) {
        router.route("/ws").handler(drain::refuseWhenLeaving).handler(new Resource(HttpMethod.GET, door));
        return this;
    }

    Routes contracts(Contracts contracts) {
        router.route("/openapi.json").handler(Resource.get(contracts.openApi()));
        router.route("/asyncapi.json").handler(Resource.get(contracts.asyncApi()));
        router.route("/api").handler(Resource.get(contracts.tryIt()));
        router.route("/api/try.js").handler(Resource.get(contracts.script()));
        router.route("/api/pages.css").handler(Resource.get(contracts.style()));
        router.route(ProblemPages.PREFIX + "*").handler(Resource.get(contracts.problems()));
        return this;
    }

    /** Last: whatever no other address is. */
    Router pages(Optional<Handler<RoutingContext>> pages) {
        router.route("/api/*").handler(Routes::notFound);
        pages.ifPresent(served -> router.route().handler(Resource.get(served)));
        router.route().handler(Routes::notFound);
        return router;
    }

    /** Reading a command's address is the wrong method, not an unknown address. */
    private static void requireEvents(RoutingContext context) {
        if (context.normalizedPath().endsWith('/' + StreamAddress.EVENTS)) {
            context.next();
        } else {
            wrongMethod(context);
        }
    }

    private static void wrongMethod(RoutingContext context) {
        boolean events = context.normalizedPath().endsWith('/' + StreamAddress.EVENTS);
        context.response().putHeader(HttpHeaders.ALLOW, events ? "GET" : "POST");
        Answers.problem(context.response(), Problems.METHOD_NOT_ALLOWED);
    }

    private static void notFound(RoutingContext context) {
        throw new ProblemException(Problems.NOT_FOUND);
    }
}

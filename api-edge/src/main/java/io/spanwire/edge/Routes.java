package io.spanwire.edge;

import io.spanwire.bus.json.DataSchemaUri;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.command.CommandResource;
import io.spanwire.edge.contract.ApiDocuments;
import io.spanwire.edge.contract.ProblemPages;
import io.spanwire.edge.development.ChangesResource;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.MethodHandler;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.oidc.LogoutNotices;
import io.spanwire.edge.oidc.SignInResource;
import io.spanwire.edge.page.DomainPages;
import io.spanwire.edge.page.StaticPage;
import io.spanwire.edge.security.OwnSessionsResource;
import io.spanwire.edge.security.SessionResource;
import io.spanwire.edge.stream.FeedResource;
import io.spanwire.edge.stream.StreamPath;
import io.spanwire.edge.view.ViewResource;
import io.spanwire.edge.webhook.WebhookResource;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * The table of paths and their handlers. The busiest come first, and none needs a pattern. Every failure is answered by
 * the {@link FailureHandler}.
 */
final class Routes {
    private static final List<Integer> UNMATCHED = List.of(400, 404, 405, 406, 408, 413, 414, 415, 417, 431, 500);

    private final Router router;

    Routes(Vertx vertx) {
        this.router = Router.router(vertx);
        UNMATCHED.forEach(status -> router.errorHandler(status, FailureHandler.unmatched(status)));
        router.route().failureHandler(new FailureHandler());
    }

    /** Commands, states and events of streams, each where this node has the role. */
    Routes streams(
            Optional<CommandResource> commands,
            Optional<Handler<RoutingContext>> states,
            Optional<Handler<RoutingContext>> events,
            Optional<Handler<RoutingContext>> feeds,
            JsonBody body,
            DrainState drain) {
        String streams = StreamPath.PREFIX + "*";
        commands.ifPresent(resource -> router.post(streams)
                .handler(drain::refuseWhenStopping)
                .handler(body.reader())
                .handler(resource));
        states.ifPresent(resource -> router.get(streams).handler(context -> {
            if (isState(context)) {
                resource.handle(context);
            } else {
                context.next();
            }
        }));
        feeds.ifPresent(resource -> {
            router.get(streams).handler(context -> {
                if (StreamPath.isFeed(context.normalizedPath())) {
                    resource.handle(context);
                } else {
                    context.next();
                }
            });
            router.route(FeedResource.EVERYTHING).handler(MethodHandler.get(resource));
        });
        events.ifPresent(
                resource -> router.get(streams).handler(Routes::requireEvents).handler(resource));
        router.route(streams).handler(Routes::wrongMethod);
        return this;
    }

    Routes outcomes(Handler<RoutingContext> outcomes) {
        router.route(CommandResource.OUTCOMES + "*").handler(MethodHandler.get(outcomes));
        return this;
    }

    Routes views(ViewResource views) {
        router.route(ViewResource.PREFIX + "*").handler(MethodHandler.get(views));
        return this;
    }

    /** A request without a body is taken where one has none to say. */
    Routes webhooks(WebhookResource webhooks, JsonBody body) {
        for (String path : List.of(WebhookResource.PATH, WebhookResource.PATH + "/*")) {
            for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PATCH)) {
                router.route(method, path).handler(body.readerIfAny());
            }
            router.route(path).handler(webhooks);
        }
        return this;
    }

    Routes sessions(
            SessionResource sessions,
            OwnSessionsResource ownSessions,
            Optional<SignInResource> provider,
            JsonBody body) {
        router.post("/api/session").handler(body.reader());
        router.route("/api/session")
                .handler(MethodHandler.get(sessions::whoAmI)
                        .on(HttpMethod.POST, sessions::signIn)
                        .on(HttpMethod.DELETE, sessions::signOut));
        router.route("/api/session/methods").handler(MethodHandler.get(sessions::methods));
        router.route(OwnSessionsResource.PATH)
                .handler(MethodHandler.get(ownSessions::list).on(HttpMethod.DELETE, ownSessions::endAll));
        router.route(OwnSessionsResource.PATH + "/*").handler(new MethodHandler(HttpMethod.DELETE, ownSessions::end));
        provider.ifPresent(this::provider);
        return this;
    }

    private void provider(SignInResource provider) {
        router.route(SignInResource.PATH).handler(new MethodHandler(HttpMethod.GET, provider::start));
        router.route(SignInResource.CALLBACK).handler(new MethodHandler(HttpMethod.GET, provider::callback));
        router.post(LogoutNotices.PATH).handler(provider.notices()::read);
        router.route(LogoutNotices.PATH).handler(new MethodHandler(HttpMethod.POST, provider.notices()::handle));
    }

    Routes sockets(Handler<RoutingContext> handshake, DrainState drain) {
        router.route("/ws").handler(drain::refuseWhenDraining).handler(new MethodHandler(HttpMethod.GET, handshake));
        return this;
    }

    Routes contracts(ApiDocuments contracts) {
        router.route("/openapi.json").handler(MethodHandler.get(contracts.openApi()));
        router.route("/asyncapi.json").handler(MethodHandler.get(contracts.asyncApi()));
        router.route("/api").handler(MethodHandler.get(contracts.tryIt()));
        router.route("/api/try.js").handler(MethodHandler.get(contracts.script()));
        router.route("/api/pages.css").handler(MethodHandler.get(contracts.style()));
        router.route(ProblemPages.PREFIX + "*").handler(MethodHandler.get(contracts.problems()));
        router.route(DataSchemaUri.PATH + "*").handler(MethodHandler.get(contracts.eventSchemas()));
        return this;
    }

    /** What pages ask for while a developer changes them. */
    Routes development(Optional<ChangesResource> changes) {
        changes.ifPresent(
                handler -> router.route(ChangesResource.PATH).handler(new MethodHandler(HttpMethod.GET, handler)));
        return this;
    }

    /** What the start page links to. */
    Routes domainPages(StaticPage list) {
        router.route(DomainPages.PATH).handler(MethodHandler.get(list));
        return this;
    }

    /** Must be called last: pages take every path that is not taken yet. */
    Router pages(Optional<Handler<RoutingContext>> pages) {
        router.route("/api/*").handler(Routes::notFound);
        router.route("/favicon.ico").handler(MethodHandler.get(Routes::icon));
        pages.ifPresent(handler -> router.route().handler(MethodHandler.get(handler)));
        router.route().handler(Routes::notFound);
        return router;
    }

    /** GET of a command's path is answered 405, not 404. */
    private static void requireEvents(RoutingContext context) {
        if (isEvents(context)) {
            context.next();
        } else {
            wrongMethod(context);
        }
    }

    private static void wrongMethod(RoutingContext context) {
        if (isState(context) && context.request().method().equals(HttpMethod.GET)) {
            notFound(context); // this node does not have the role
        }
        context.response().putHeader(HttpHeaders.ALLOW, isRead(context) ? "GET" : "POST");
        Responses.problem(context.response(), Problems.METHOD_NOT_ALLOWED);
    }

    private static boolean isRead(RoutingContext context) {
        return isState(context) || isEvents(context);
    }

    private static boolean isState(RoutingContext context) {
        return StreamPath.isStream(context.normalizedPath());
    }

    private static boolean isEvents(RoutingContext context) {
        return context.normalizedPath().endsWith('/' + StreamPath.EVENTS);
    }

    /** Browsers ask for it at addresses without a page, such as those of JSON. */
    private static void icon(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.LOCATION, "/spanwire.svg")
                .setStatusCode(308)
                .end();
    }

    private static void notFound(RoutingContext context) {
        throw new ProblemException(Problems.NOT_FOUND);
    }
}

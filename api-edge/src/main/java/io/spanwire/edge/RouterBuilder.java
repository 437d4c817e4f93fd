package io.spanwire.edge;

import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.command.CommandGateway;
import io.spanwire.edge.command.CommandResource;
import io.spanwire.edge.command.OutcomeResource;
import io.spanwire.edge.contract.ApiDocuments;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.page.StaticPages;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.CookieSessions;
import io.spanwire.edge.security.CsrfTokens;
import io.spanwire.edge.security.Permissions;
import io.spanwire.edge.security.RateLimits;
import io.spanwire.edge.security.SessionResource;
import io.spanwire.edge.security.SessionTokens;
import io.spanwire.edge.security.TokenRefresh;
import io.spanwire.edge.socket.WebSocketHandshake;
import io.spanwire.edge.stream.EventsResource;
import io.spanwire.edge.view.ViewRequest;
import io.spanwire.edge.view.ViewResource;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Optional;

/** Puts the resources of a node together: those its roles need, behind one router. */
final class RouterBuilder {
    private final Vertx vertx;
    private final EdgeSettings settings;
    private final EdgeDependencies parts;
    private final EdgeBackends backends;
    private final CommandSchemas schemas;
    private final AllowedOrigins origins;
    private final SessionTokens tokens;
    private final CsrfTokens csrf;
    private final CookieSessions sessions;
    private final Authenticator authenticator;
    private final Permissions permissions;
    private final RateLimits limits;
    private final CommandGateway gateway;

    RouterBuilder(
            Vertx vertx, EdgeSettings settings, EdgeDependencies parts, EdgeBackends backends, AllowedOrigins origins) {
        this.vertx = vertx;
        this.settings = settings;
        this.parts = parts;
        this.backends = backends;
        this.origins = origins;
        EdgeSettings.SessionSettings session = settings.sessions();
        LimitSettings bounds = settings.limits();
        schemas = new CommandSchemas(parts.domains());
        tokens = new SessionTokens(session.key(), backends.clock(), session.lifetime(), session.longest());
        csrf = new CsrfTokens(session.key());
        sessions = new CookieSessions(tokens);
        authenticator = new Authenticator(tokens, sessions, csrf, origins);
        permissions = new Permissions(parts.domains(), (view, parameters) -> backends.views()
                .ask(ViewRequest.ofRule(view, parameters), version -> false)
                .map(answer -> answer.count() > 0));
        limits = new RateLimits(bounds.rates().signIns(), bounds.rates().commands());
        gateway = new CommandGateway(
                vertx,
                parts.domains(),
                schemas,
                permissions,
                limits,
                backends.log(),
                backends.outcomes(),
                backends.waiters(),
                backends.clock(),
                bounds.waits().command());
    }

    EdgePorts ports() {
        return new EdgePorts(gateway, permissions, new TokenRefresh(tokens));
    }

    /** The router: sessions always, the rest where this node has the role. */
    Router build(Optional<? extends EventDelivery> notifier, DrainState draining) {
        LimitSettings bounds = settings.limits();
        JsonBody body =
                new JsonBody(vertx, bounds.bodyBytes(), bounds.timeouts().body());
        Routes routes = new Routes(vertx)
                .streams(
                        commands(),
                        notifier.map(events -> new EventsResource(parts.domains(), authenticator, events)),
                        body,
                        draining)
                .sessions(
                        new SessionResource(
                                authenticator,
                                sessions,
                                csrf,
                                origins,
                                limits,
                                settings.sessions().guests()),
                        body);
        notifier.ifPresent(events -> routes.sockets(
                new WebSocketHandshake(
                        authenticator,
                        origins,
                        bounds.connections().sockets(),
                        bounds.connections().socketsPerCaller(),
                        events::accept),
                draining));
        if (!parts.commands()) {
            return routes.pages(Optional.empty());
        }
        return routes.outcomes(new OutcomeResource(authenticator, permissions, backends.outcomes()))
                .views(views())
                .contracts(ApiDocuments.of(parts.domains(), schemas))
                .pages(Optional.of(new StaticPages(vertx, parts.pages())));
    }

    private Optional<CommandResource> commands() {
        return parts.commands()
                ? Optional.of(new CommandResource(
                        parts.domains(),
                        authenticator,
                        gateway,
                        settings.limits().waits().longest()))
                : Optional.empty();
    }

    private ViewResource views() {
        return new ViewResource(
                parts.domains(),
                authenticator,
                permissions,
                backends.views(),
                gateway::isDecided,
                new ConditionPoller(vertx),
                settings.limits().waits().command());
    }
}

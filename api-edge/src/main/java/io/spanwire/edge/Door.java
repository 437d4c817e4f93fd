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
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Puts the door's parts together and opens it: everything of the edge but Kafka and PostgreSQL. */
final class Door {
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
    private final ConditionPoller patience;
    private final DrainState draining = new DrainState();
    private final Listeners listeners;

    Door(Vertx vertx, EdgeSettings settings, EdgeDependencies parts, EdgeBackends backends) {
        this.vertx = vertx;
        this.settings = settings;
        this.parts = parts;
        this.backends = backends;
        EdgeSettings.SessionSettings session = settings.sessions();
        LimitSettings bounds = settings.limits();
        schemas = new CommandSchemas(parts.domains());
        origins = new AllowedOrigins(settings.origins());
        tokens = new SessionTokens(session.key(), backends.clock(), session.lifetime(), session.longest());
        csrf = new CsrfTokens(session.key());
        sessions = new CookieSessions(tokens);
        authenticator = new Authenticator(tokens, sessions, csrf, origins);
        permissions = new Permissions(parts.domains(), (view, parameters) -> backends.views()
                .ask(ViewRequest.ofRule(view, parameters), version -> false)
                .map(answer -> answer.count() > 0));
        limits = new RateLimits(bounds.rates().signIns(), bounds.rates().commands());
        patience = new ConditionPoller(vertx);
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
        listeners = new Listeners(vertx, settings, parts, origins, draining);
    }

    EdgePorts ports() {
        return new EdgePorts(gateway, permissions, new TokenRefresh(tokens));
    }

    Future<Void> listen(Optional<Live> live) {
        return listeners.open(router(live));
    }

    int port() {
        return listeners.port();
    }

    OptionalInt redirectPort() {
        return listeners.redirectPort();
    }

    OptionalInt managementPort() {
        return listeners.managementPort();
    }

    Future<Void> drain() {
        LimitSettings.Timeouts timeouts = settings.limits().timeouts();
        draining.leave();
        return until(() -> listeners.connections() == 0, timeouts.leave())
                .onSuccess(left -> draining.stop())
                .compose(left -> until(() -> backends.waiters().size() == 0, timeouts.drain()));
    }

    Future<Void> close() {
        draining.stop();
        return listeners.close();
    }

    private Future<Void> until(BooleanSupplier so, Duration longest) {
        return patience.until(() -> Future.succeededFuture(so.getAsBoolean()), longest)
                .mapEmpty();
    }

    private Router router(Optional<Live> live) {
        JsonBody body = new JsonBody(
                vertx,
                settings.limits().bodyBytes(),
                settings.limits().timeouts().body());
        Routes routes = new Routes(vertx)
                .streams(
                        commands(),
                        live.map(behind -> new EventsResource(parts.domains(), authenticator, behind.feeds())),
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
        live.ifPresent(behind -> routes.sockets(sockets(behind), draining));
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
                patience,
                settings.limits().waits().command());
    }

    private WebSocketHandshake sockets(Live behind) {
        LimitSettings.Connections bounds = settings.limits().connections();
        return new WebSocketHandshake(
                authenticator, origins, bounds.sockets(), bounds.socketsPerCaller(), behind::accept);
    }
}

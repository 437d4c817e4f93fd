package io.spanwire.edge;

import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.budget.OpenLimit;
import io.spanwire.edge.budget.Refusals;
import io.spanwire.edge.command.CommandGateway;
import io.spanwire.edge.command.CommandResource;
import io.spanwire.edge.command.OutcomeResource;
import io.spanwire.edge.contract.ApiDocuments;
import io.spanwire.edge.development.ChangesResource;
import io.spanwire.edge.http.ConditionPoller;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.page.DomainPages;
import io.spanwire.edge.page.StaticPages;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.Permissions;
import io.spanwire.edge.security.RateLimit;
import io.spanwire.edge.socket.WebSocketHandshake;
import io.spanwire.edge.state.FoldLimits;
import io.spanwire.edge.state.Folds;
import io.spanwire.edge.state.StateResource;
import io.spanwire.edge.stream.EventsResource;
import io.spanwire.edge.stream.FeedResource;
import io.spanwire.edge.stream.OpenAnswers;
import io.spanwire.edge.view.RowQuestions;
import io.spanwire.edge.view.ViewRequest;
import io.spanwire.edge.view.ViewResource;
import io.spanwire.edge.webhook.WebhookResource;
import io.spanwire.notifier.EventDelivery;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The builder of a node's router and of the resources that its roles need. */
final class RouterBuilder {
    private final Vertx vertx;
    private final EdgeSettings settings;
    private final EdgeDependencies dependencies;
    private final EdgeBackends backends;
    private final CommandSchemas schemas;
    private final AllowedOrigins origins;
    private final Refusals refusals;
    private final Identity identity;
    private final Authenticator authenticator;
    private final Permissions permissions;
    private final CommandGateway gateway;
    private final AuditLog audit;

    RouterBuilder(
            Vertx vertx,
            EdgeSettings settings,
            EdgeDependencies dependencies,
            EdgeBackends backends,
            AllowedOrigins origins,
            Refusals refusals,
            AuditLog audit) {
        this.vertx = vertx;
        this.settings = settings;
        this.dependencies = dependencies;
        this.backends = backends;
        this.origins = origins;
        this.refusals = refusals;
        this.audit = audit;
        LimitSettings limits = settings.limits();
        schemas = new CommandSchemas(dependencies.domains());
        identity = new Identity(
                vertx,
                settings,
                backends.clock(),
                origins,
                backends.sessions(),
                dependencies.meters(),
                refusals,
                audit);
        authenticator = identity.services().authenticator();
        RowQuestions questions = new RowQuestions(backends.rules());
        permissions = new Permissions(
                dependencies.domains(),
                (view, parameters) -> questions.hasRow(ViewRequest.forRule(view, parameters)),
                audit);
        gateway = new CommandGateway(
                vertx,
                dependencies.domains(),
                schemas,
                permissions,
                new RateLimit(limits.rates().commands(), identity.tooMany(Limit.COMMANDS, Limit.Scope.CALLER)),
                backends.log(),
                backends.outcomes(),
                backends.waiters(),
                backends.clock(),
                limits.waits().command());
    }

    EdgePorts ports() {
        return new EdgePorts(gateway, permissions, identity.services().refresh());
    }

    Identity identity() {
        return identity;
    }

    /** Routes sessions always, the rest where this node has the role. */
    Router build(Optional<? extends EventDelivery> notifier, DrainState drainState) {
        LimitSettings limits = settings.limits();
        JsonBody body = new JsonBody(
                vertx, backends.timer(), limits.bodyBytes(), limits.timeouts().body());
        OpenAnswers open = new OpenAnswers(
                feeds(limits.budgets().feeds()), identity.services().registry().connections());
        Routes routes = new Routes(vertx)
                .streams(
                        commands(),
                        states(),
                        notifier.map(events -> new EventsResource(dependencies.domains(), authenticator, open, events)),
                        notifier.map(events -> new FeedResource(dependencies.domains(), authenticator, open, events)),
                        body,
                        drainState)
                .sessions(identity.sessions(), identity.ownSessions(), identity.provider(), body);
        notifier.ifPresent(events -> routes.sockets(
                new WebSocketHandshake(
                        authenticator,
                        origins,
                        new OpenLimit(
                                Limit.SOCKETS,
                                limits.connections().sockets(),
                                limits.connections().socketsPerCaller(),
                                refusals),
                        identity.services().registry().connections(),
                        events),
                drainState));
        if (!dependencies.commands()) {
            return routes.pages(Optional.empty());
        }
        return routes.outcomes(new OutcomeResource(authenticator, permissions, backends.outcomes()))
                .views(new ViewResource(
                        dependencies.domains(),
                        authenticator,
                        permissions,
                        backends.views(),
                        gateway::isDecided,
                        new ConditionPoller(vertx),
                        limits.waits().command()))
                .webhooks(
                        new WebhookResource(
                                dependencies.domains(),
                                authenticator,
                                permissions,
                                backends.webhooks(),
                                dependencies.webhookRules(),
                                new ConditionPoller(vertx),
                                audit),
                        body)
                .contracts(ApiDocuments.of(dependencies.domains(), schemas))
                .development(dependencies.development().map(each -> new ChangesResource(vertx, each)))
                .domainPages(DomainPages.list(dependencies.domains(), dependencies.pages()))
                .pages(Optional.of(new StaticPages(
                        vertx, dependencies.pages(), dependencies.development().isPresent())));
    }

    private OpenLimit feeds(BudgetSettings.Feeds feeds) {
        return new OpenLimit(Limit.FEEDS, feeds.max(), feeds.perCaller(), refusals);
    }

    private Optional<Handler<RoutingContext>> states() {
        return dependencies.commands()
                ? Optional.of(new StateResource(
                        dependencies.domains(),
                        dependencies.domainsHash(),
                        authenticator,
                        permissions,
                        backends.states(),
                        new Folds(vertx, backends.states(), FoldLimits.standard())))
                : Optional.empty();
    }

    private Optional<CommandResource> commands() {
        return dependencies.commands()
                ? Optional.of(new CommandResource(
                        dependencies.domains(),
                        authenticator,
                        gateway,
                        settings.limits().waits().max()))
                : Optional.empty();
    }
}

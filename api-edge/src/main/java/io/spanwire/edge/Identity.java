package io.spanwire.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.edge.account.ServiceTokens;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.edge.bearer.AccessTokens;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.budget.Refusals;
import io.spanwire.edge.budget.TokenRate;
import io.spanwire.edge.oidc.SignInResource;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.BearerTokens;
import io.spanwire.edge.security.OwnSessionsResource;
import io.spanwire.edge.security.ProviderLink;
import io.spanwire.edge.security.RateLimit;
import io.spanwire.edge.security.SessionRegistry;
import io.spanwire.edge.security.SessionResource;
import io.spanwire.edge.security.SessionServices;
import io.spanwire.edge.security.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What tells a node who is calling, built from its settings. Building reads files. */
final class Identity {
    private final SessionServices services;
    private final Refusals refusals;
    private final AuditLog audit;
    private final Optional<ServiceTokens> serviceTokens;
    private final Optional<SignInResource> provider;
    private final SessionResource sessions;
    private final OwnSessionsResource ownSessions;

    Identity(
            Vertx vertx,
            EdgeSettings settings,
            Clock clock,
            AllowedOrigins origins,
            SessionStore store,
            MeterRegistry meters,
            Refusals refusals,
            AuditLog audit) {
        this.refusals = refusals;
        this.audit = audit;
        EdgeSettings.SessionSettings session = settings.sessions();
        IdentitySettings identity = settings.identity();
        SessionRegistry registry = new SessionRegistry(vertx, clock, session.maxLifetime(), store, meters);
        BearerTokens access = accessTokens(vertx, identity, clock);
        this.serviceTokens = identity.serviceTokens().map(folder -> ServiceTokens.in(folder, access, vertx, clock));
        this.services = new SessionServices(
                session.keys(),
                clock,
                session.lifetime(),
                session.maxLifetime(),
                origins,
                registry,
                serviceTokens.<BearerTokens>map(tokens -> tokens).orElse(access),
                reads(settings),
                audit);
        RateLimit signIns =
                new RateLimit(settings.limits().rates().signIns(), tooMany(Limit.SIGN_INS, Limit.Scope.ADDRESS));
        this.provider = identity.provider().map(each -> new SignInResource(each, services, signIns, vertx, clock));
        this.sessions = new SessionResource(
                services, signIns, session.guests(), provider.<ProviderLink>map(resource -> resource));
        this.ownSessions = new OwnSessionsResource(services);
    }

    /** Counts and records the refusals of a rate limit. */
    Consumer<String> tooMany(Limit limit, Limit.Scope scope) {
        Counter counter = refusals.counter(limit, scope);
        return key -> {
            counter.increment();
            audit.record(AuditEvent.TOO_MANY, key, limit.text());
        };
    }

    private RateLimit reads(EdgeSettings settings) {
        TokenRate rate = settings.limits().budgets().callerReads();
        return new RateLimit(
                new RateLimit.Rate(rate.burst(), rate.perSecond(), Duration.ofSeconds(1)),
                tooMany(Limit.READS, Limit.Scope.CALLER));
    }

    private static BearerTokens accessTokens(Vertx vertx, IdentitySettings identity, Clock clock) {
        if (identity.bearer().isEmpty()) {
            return BearerTokens.none();
        }
        try {
            return AccessTokens.of(identity.bearer().get(), vertx, clock);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The keys of bearer tokens cannot be read", unreadable);
        }
    }

    /**
     * Asks the provider about itself, and looks at the list of service tokens, from now on. Completes when it is known which
     * sessions were ended.
     */
    Future<Void> start() {
        provider.ifPresent(SignInResource::discover);
        serviceTokens.ifPresent(tokens -> tokens.watch(services.registry().connections()));
        return services.registry().start();
    }

    /** Asks and looks no more. */
    void stop() {
        serviceTokens.ifPresent(ServiceTokens::close);
        services.registry().close();
    }

    SessionServices services() {
        return services;
    }

    SessionResource sessions() {
        return sessions;
    }

    OwnSessionsResource ownSessions() {
        return ownSessions;
    }

    Optional<SignInResource> provider() {
        return provider;
    }

    /** For the health page. */
    Map<String, Supplier<String>> health() {
        Map<String, Supplier<String>> health = new HashMap<>();
        health.put("ended-sessions", services.registry()::health);
        provider.ifPresent(each -> health.put("identity-provider", each::health));
        return health;
    }
}

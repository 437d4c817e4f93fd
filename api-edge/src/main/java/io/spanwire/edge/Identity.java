package io.spanwire.edge;

import io.spanwire.edge.account.ServiceTokens;
import io.spanwire.edge.bearer.AccessTokens;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.budget.Refusals;
import io.spanwire.edge.budget.TokenRate;
import io.spanwire.edge.oidc.SignInResource;
import io.spanwire.edge.security.AllowedOrigins;
import io.spanwire.edge.security.BearerTokens;
import io.spanwire.edge.security.EndedOnThisNode;
import io.spanwire.edge.security.EndedSessions;
import io.spanwire.edge.security.ProviderLink;
import io.spanwire.edge.security.RateLimit;
import io.spanwire.edge.security.SessionResource;
import io.spanwire.edge.security.SessionServices;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What tells a node who is calling, built from its settings. Building reads files. */
final class Identity {
    private final SessionServices services;
    private final Optional<ServiceTokens> serviceTokens;
    private final Optional<SignInResource> provider;
    private final SessionResource sessions;

    Identity(Vertx vertx, EdgeSettings settings, Clock clock, AllowedOrigins origins, Refusals refusals) {
        EdgeSettings.SessionSettings session = settings.sessions();
        IdentitySettings identity = settings.identity();
        EndedSessions ended = new EndedOnThisNode(session.maxLifetime());
        BearerTokens access = accessTokens(vertx, identity, clock);
        this.serviceTokens =
                identity.serviceTokens().map(folder -> ServiceTokens.in(folder, access, vertx, clock, ended));
        this.services = new SessionServices(
                session.keys(),
                clock,
                session.lifetime(),
                session.maxLifetime(),
                origins,
                ended,
                serviceTokens.<BearerTokens>map(tokens -> tokens).orElse(access),
                reads(settings, refusals));
        RateLimit signIns = new RateLimit(
                settings.limits().rates().signIns(), refusals.counter(Limit.SIGN_INS, Limit.Scope.ADDRESS));
        this.provider = identity.provider().map(each -> new SignInResource(each, services, signIns, vertx, clock));
        this.sessions = new SessionResource(
                services, signIns, session.guests(), provider.<ProviderLink>map(resource -> resource));
    }

    private static RateLimit reads(EdgeSettings settings, Refusals refusals) {
        TokenRate rate = settings.limits().budgets().callerReads();
        return new RateLimit(
                new RateLimit.Rate(rate.burst(), rate.perSecond(), Duration.ofSeconds(1)),
                refusals.counter(Limit.READS, Limit.Scope.CALLER));
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

    /** Asks the provider about itself, and looks at the list of service tokens, from now on. */
    void start() {
        provider.ifPresent(SignInResource::discover);
        serviceTokens.ifPresent(tokens -> tokens.watch(services.connections()));
    }

    SessionServices services() {
        return services;
    }

    SessionResource sessions() {
        return sessions;
    }

    Optional<SignInResource> provider() {
        return provider;
    }

    /** For the health page. */
    Map<String, Supplier<String>> health() {
        return provider.<Map<String, Supplier<String>>>map(each -> Map.of("identity-provider", each::health))
                .orElse(Map.of());
    }
}

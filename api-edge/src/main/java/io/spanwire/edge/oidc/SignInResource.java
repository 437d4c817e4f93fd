package io.spanwire.edge.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.ProviderLink;
import io.spanwire.edge.security.RateLimit;
import io.spanwire.edge.security.SessionServices;
import io.spanwire.edge.security.SignInMethod;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a browser's sign-in at the provider: {@code GET /api/session/oidc} sends it there with a state, a nonce
 * and a PKCE challenge, {@code GET /api/session/oidc/callback} checks what it comes back with and opens a session.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core, section 3.1</a>
 */
public final class SignInResource implements ProviderLink {
    public static final String PATH = "/api/session/oidc";
    public static final String CALLBACK = PATH + "/callback";

    private static final int THREADS = 4;

    private final OidcSettings settings;
    private final SessionServices services;
    private final RateLimit signIns;
    private final WorkerExecutor threads;
    private final ProviderDiscovery discovery;
    private final CodeExchange exchange;
    private final SignInAttempt.Cookies attempts;
    private final SignInPages pages = new SignInPages();
    private final LogoutNotices notices;

    public SignInResource(
            OidcSettings settings, SessionServices services, RateLimit signIns, Vertx vertx, Clock clock) {
        this.settings = settings;
        this.services = services;
        this.signIns = signIns;
        this.threads = vertx.createSharedWorkerExecutor("sign-in", THREADS);
        this.discovery = new ProviderDiscovery(vertx, threads, settings);
        this.exchange = new CodeExchange(settings);
        this.attempts = new SignInAttempt.Cookies(services.keys(), clock);
        this.notices = new LogoutNotices(discovery, threads, services);
    }

    /** Asks the provider about itself, from now on. */
    public void discover() {
        discovery.start();
    }

    /** For the health page. */
    public String health() {
        return discovery.health();
    }

    /** The handler of the provider's back-channel logout. */
    public LogoutNotices notices() {
        return notices;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String path() {
        return PATH;
    }

    /** GET: sends the browser to the provider. */
    public void start(RoutingContext context) {
        signIns.take(ClientConnection.budget(context.request()).network());
        String to = ReturnPath.of(parameter(context, "return").orElse(null));
        URI redirect = URI.create(services.origins().of(context.request()) + CALLBACK);
        discovery
                .provider()
                .onSuccess(provider -> send(context, provider, SignInAttempt.begin(redirect, to)))
                .onFailure(down -> fail(context, SignInFailed.unavailable("the provider is not found"), to));
    }

    private void send(RoutingContext context, Provider provider, SignInAttempt attempt) {
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        attempt.redirect())
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(attempt.state())
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build();
        attempts.set(context, attempt);
        context.response()
                .putHeader(HttpHeaders.LOCATION, request.toURI().toString())
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(302)
                .end();
    }

    /** GET: the browser comes back. */
    public void callback(RoutingContext context) {
        // Not the same as for the start: each sign-in has both.
        signIns.take("callback " + ClientConnection.budget(context.request()).network());
        Optional<SignInAttempt> attempt = attempts.take(context);
        String to = attempt.map(SignInAttempt::to).orElse(ReturnPath.START);
        discovery
                .provider()
                .recover(down -> Future.failedFuture(SignInFailed.unavailable("the provider is not found")))
                .compose(provider -> finish(context, provider, attempt))
                .compose(user -> signIn(context, user, to))
                .onFailure(failure -> fail(context, failure, to));
    }

    private Future<SignedInUser> finish(RoutingContext context, Provider provider, Optional<SignInAttempt> attempt) {
        try {
            String code = code(context, provider, attempt);
            return threads.executeBlocking(() -> exchange.redeem(provider, attempt.orElseThrow(), code), false);
        } catch (SignInFailed failed) {
            return Future.failedFuture(failed);
        }
    }

    /** The code of an answer that belongs to the attempt of this browser. */
    private static String code(RoutingContext context, Provider provider, Optional<SignInAttempt> attempt)
            throws SignInFailed {
        if (attempt.isEmpty()) {
            throw SignInFailed.refused("this browser has no sign-in under way");
        }
        String state = parameter(context, "state").orElse("");
        if (!isEqual(state, attempt.get().state().getValue())) {
            throw SignInFailed.refused("the state is that of another sign-in");
        }
        Optional<String> issuer = parameter(context, "iss");
        boolean isOther = issuer.isPresent()
                && !issuer.get().equals(provider.metadata().getIssuer().getValue());
        if (isOther || (issuer.isEmpty() && provider.sendsIssuer())) {
            throw SignInFailed.refused("the answer is that of another issuer");
        }
        Optional<String> error = parameter(context, "error");
        if (error.isPresent()) {
            throw SignInFailed.refused("the provider answered with the error " + error.get());
        }
        return parameter(context, "code").orElseThrow(() -> SignInFailed.refused("the answer has no code"));
    }

    private Future<AuthenticatedSession> signIn(RoutingContext context, SignedInUser user, String to) {
        return services.cookies()
                .open(context, user.caller(), SignInMethod.PROVIDER, user.session())
                .onSuccess(session -> {
                    services.audit()
                            .record(
                                    AuditEvent.SIGN_IN,
                                    context.request(),
                                    session.caller().subject(),
                                    "provider " + session.id());
                    IdTokenCookie.set(context, user.idToken(), Duration.between(session.issued(), session.expires()));
                    pages.signedIn(context.response(), to);
                });
    }

    private void fail(RoutingContext context, Throwable failure, String to) {
        if (failure instanceof SignInFailed known) {
            services.audit()
                    .record(AuditEvent.SIGN_IN_FAILED, context.request(), "", String.valueOf(known.getMessage()));
            pages.failed(context.response(), known.status(), PATH, to);
        } else {
            context.fail(failure);
        }
    }

    @Override
    public Optional<String> endSession(RoutingContext context) {
        Optional<JWT> hint = IdTokenCookie.take(context);
        return discovery
                .known()
                .flatMap(provider -> Optional.ofNullable(provider.metadata().getEndSessionEndpointURI()))
                .filter(ProviderAddress::isSecure)
                .map(endpoint -> new LogoutRequest(
                                endpoint,
                                hint.orElse(null),
                                null,
                                new ClientID(settings.clientId()),
                                URI.create(services.origins().of(context.request()) + "/"),
                                null,
                                null)
                        .toURI()
                        .toString());
    }

    /** The only value of a query parameter. */
    private static Optional<String> parameter(RoutingContext context, String name) {
        List<@Nullable String> values = context.queryParam(name);
        return values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
    }

    private static boolean isEqual(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}

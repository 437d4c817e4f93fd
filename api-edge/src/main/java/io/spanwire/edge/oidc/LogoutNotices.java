package io.spanwire.edge.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.SessionRegistry;
import io.spanwire.edge.security.SessionServices;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler of the provider's notices that a user signed out there ({@code POST}, a form with {@code logout_token}). It
 * ends the sessions that the notice names and closes their sockets and feeds, on all nodes.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout</a>
 */
public final class LogoutNotices {
    public static final String PATH = SignInResource.PATH + "/logout";

    private static final Logger LOG = LoggerFactory.getLogger(LogoutNotices.class);
    private static final String ACTOR = "identity provider";
    private static final int MAX_BODY = 16 << 10;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ProviderDiscovery discovery;
    private final WorkerExecutor threads;
    private final SessionServices services;
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);

    LogoutNotices(ProviderDiscovery discovery, WorkerExecutor threads, SessionServices services) {
        this.discovery = discovery;
        this.threads = threads;
        this.services = services;
    }

    /** The handler to put before {@link #handle}. */
    public void read(RoutingContext context) {
        @Nullable String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE.because("Send " + FORM + '.'));
        }
        body.handle(context);
    }

    /** POST, after the body was read. */
    public void handle(RoutingContext context) {
        String token = token(context);
        discovery
                .provider()
                .recover(down -> {
                    throw new ProblemException(Problems.UNAVAILABLE);
                })
                .compose(provider -> threads.executeBlocking(() -> validate(provider, token), false))
                .compose(notice -> end(context, notice))
                .onFailure(failure -> refuse(context, failure));
    }

    private static String token(RoutingContext context) {
        @Nullable Buffer form = context.body().buffer();
        List<String> values = form == null
                ? List.of()
                : new QueryStringDecoder(form.toString(), false).parameters().getOrDefault("logout_token", List.of());
        if (values.size() != 1) {
            throw new ProblemException(Problems.MALFORMED.because("Send one logout_token."));
        }
        return values.get(0);
    }

    private static LogoutTokenClaimsSet validate(Provider provider, String token)
            throws ParseException, BadJOSEException, JOSEException {
        return provider.logoutTokens().validate(SignedJWT.parse(token));
    }

    private Future<Void> end(RoutingContext context, LogoutTokenClaimsSet notice) {
        SessionRegistry registry = services.registry();
        boolean isSession = notice.getSessionID() != null;
        Future<Void> ended = isSession
                ? registry.endProviderSession(notice.getSessionID().getValue(), ACTOR)
                : registry.endSubject(notice.getSubject().getValue(), ACTOR);
        return ended.onSuccess(done -> {
            services.audit()
                    .record(
                            AuditEvent.SESSIONS_ENDED,
                            context.request(),
                            isSession ? "" : notice.getSubject().getValue(),
                            isSession ? "a session at the identity provider" : "all, by the identity provider");
            context.response()
                    .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                    .setStatusCode(200)
                    .end();
        });
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof ParseException || failure instanceof BadJOSEException) {
            LOG.info(
                    "logout notice refused reason={}",
                    SignInFailed.refused(String.valueOf(failure.getMessage())).getMessage());
            Responses.problem(context.response(), Problems.MALFORMED.because("The logout token is not valid."));
        } else {
            FailureHandler.answer(context.response(), failure);
        }
    }
}

package io.spanwire.edge.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.spanwire.bus.retry.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's description of itself, read when the server starts, again every hour, and with backoff until it
 * answers. Nothing waits for it but a sign-in. Thread-safe.
 */
final class ProviderDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderDiscovery.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int TIMEOUT_MILLIS = 3_000;

    private final Vertx vertx;
    private final WorkerExecutor threads;
    private final OidcSettings settings;
    private volatile Optional<Future<Provider>> asking = Optional.empty();
    private volatile Optional<Provider> known = Optional.empty();
    private volatile String failure = "not asked yet";

    ProviderDiscovery(Vertx vertx, WorkerExecutor threads, OidcSettings settings) {
        this.vertx = vertx;
        this.threads = threads;
        this.settings = settings;
    }

    void start() {
        keepAsking(0);
    }

    Optional<Provider> known() {
        return known;
    }

    /** The provider, asked now if it never answered; fails when it does not answer. */
    Future<Provider> provider() {
        return known.map(Future::succeededFuture).orElseGet(this::ask);
    }

    /** For the health page: {@code up}, or what is wrong. */
    String health() {
        return known.isPresent() ? "up" : "down: " + failure;
    }

    private void keepAsking(int failures) {
        ask().onComplete(asked -> {
            Duration pause = asked.succeeded() ? AGAIN : BACKOFF.pause(failures);
            vertx.setTimer(Math.max(1, pause.toMillis()), again -> keepAsking(asked.succeeded() ? 0 : failures + 1));
        });
    }

    /** All who ask meanwhile wait for the same answer. */
    private Future<Provider> ask() {
        Optional<Future<Provider>> running = asking;
        if (running.isPresent()) {
            return running.get();
        }
        Future<Provider> answer = threads.executeBlocking(this::read, false)
                .onSuccess(this::answered)
                .onFailure(this::failed);
        asking = Optional.of(answer);
        return answer.onComplete(over -> asking = Optional.empty());
    }

    private Provider read() throws GeneralException, IOException {
        Issuer issuer = new Issuer(settings.issuer());
        return Provider.of(settings, OIDCProviderMetadata.resolve(issuer, ProviderDiscovery::configure));
    }

    private static void configure(HTTPRequest request) {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
    }

    private void answered(Provider provider) {
        if (known.isEmpty()) {
            LOG.info("identity provider found issuer={}", settings.issuer());
            known = Optional.of(provider);
        } else if (!known.get()
                .metadata()
                .toJSONObject()
                .equals(provider.metadata().toJSONObject())) {
            known = Optional.of(provider);
        }
    }

    private void failed(Throwable reason) {
        String message = String.valueOf(reason.getMessage());
        if (!message.equals(failure)) {
            LOG.warn("identity provider not found issuer={} reason={}", settings.issuer(), message);
        }
        failure = message;
    }
}

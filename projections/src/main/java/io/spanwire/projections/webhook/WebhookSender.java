package io.spanwire.projections.webhook;

import io.netty.handler.codec.DecoderException;
import io.spanwire.bus.webhook.WebhookSignature;
import io.spanwire.bus.webhook.WebhookTarget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client of webhooks: sends signed requests, follows no redirect, and takes a bounded part of an answer, which it
 * drops. Each webhook has its own event loop, so that the work for many is spread. From any thread.
 */
final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final CharSequence ID = HttpHeaders.createOptimized("webhook-id");
    private static final CharSequence TIMESTAMP = HttpHeaders.createOptimized("webhook-timestamp");
    private static final CharSequence SIGNATURE = HttpHeaders.createOptimized("webhook-signature");
    private static final CharSequence CLOUD_EVENT =
            HttpHeaders.createOptimized("application/cloudevents+json; charset=utf-8");
    private static final CharSequence AGENT = HttpHeaders.createOptimized("Spanwire-Webhooks");

    /** Of an answer's body; the rest is not read. */
    private static final int MAX_BODY = 64 << 10;

    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_LINE = 4 << 10;
    private static final int CONNECTIONS = 256;
    private static final int MAX_QUEUED = 4_096;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final TargetResolver resolver;
    private final WebhookSettings settings;
    private final Clock clock;

    WebhookSender(Vertx vertx, WebhookSettings settings, TargetResolver.NameLookup names, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        this.resolver = new TargetResolver(settings.rules().addresses(), names);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setTrustOptions(WebhookTrust.of(settings.root()))
                        .setForceSni(true)
                        .setConnectTimeout((int) settings.timeout().toMillis())
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setMaxInitialLineLength(MAX_LINE))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MAX_QUEUED))
                .withConnectHandler(connection ->
                        connection.exceptionHandler(failed -> LOG.debug("connection to a receiver failed", failed)))
                .build();
    }

    /** An event loop for a webhook. */
    Context context() {
        return ((VertxInternal) vertx).createEventLoopContext(); // getOrCreateContext has one for this thread
    }

    /**
     * Sends a request.
     *
     * @param id of the message, the same in each repeat
     * @param done is told the result, on any thread, once
     */
    void send(Context context, Webhook webhook, UUID id, byte[] body, Consumer<DeliveryResult> done) {
        context.runOnContext(ignored -> {
            Promise<DeliveryResult> result = Promise.promise();
            result.future().onSuccess(done::accept);
            try {
                start(webhook, id, body, result);
            } catch (RuntimeException failed) {
                result.tryComplete(DeliveryResult.failed(reason(failed)));
            }
        });
    }

    private void start(Webhook webhook, UUID id, byte[] body, Promise<DeliveryResult> result) {
        Optional<String> refusal = settings.rules().refusal(webhook.url());
        if (refusal.isPresent()) {
            result.tryComplete(DeliveryResult.failed(refusal.get()));
            return;
        }
        Attempt attempt = new Attempt(result);
        long timer = vertx.setTimer(settings.timeout().toMillis(), late -> attempt.endLate());
        result.future().onSuccess(ended -> vertx.cancelTimer(timer));
        WebhookTarget target = WebhookTarget.parse(webhook.url());
        long now = clock.instant().getEpochSecond();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(target.isHttps())
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.path())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.USER_AGENT, AGENT)
                .putHeader(HttpHeaders.CONTENT_TYPE, CLOUD_EVENT)
                .putHeader(ID, id.toString())
                .putHeader(TIMESTAMP, Long.toString(now))
                .putHeader(SIGNATURE, WebhookSignature.of(webhook.secrets(), id.toString(), now, body));
        Future.fromCompletionStage(resolver.resolve(target), vertx.getOrCreateContext())
                .compose(address -> client.request(options.setServer(address(address, target))))
                .compose(request -> attempt.send(request, Buffer.buffer(body)))
                .compose(attempt::read)
                .onSuccess(result::tryComplete)
                .onFailure(failed -> result.tryComplete(DeliveryResult.failed(reason(failed))));
    }

    private static SocketAddress address(InetAddress address, WebhookTarget target) {
        return SocketAddress.inetSocketAddress(target.port(), address.getHostAddress());
    }

    /** A request under way. One event loop. */
    private final class Attempt {
        private final Promise<DeliveryResult> result;
        private @Nullable HttpClientRequest request;

        Attempt(Promise<DeliveryResult> result) {
            this.result = result;
        }

        Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
            request = opened;
            opened.exceptionHandler(failed -> LOG.debug("webhook request broken off", failed));
            if (result.future().isComplete()) { // it took too long to connect
                opened.reset();
            }
            return opened.send(body);
        }

        /** The result, when all of the answer is here, or as much of it as anybody may send. */
        Future<DeliveryResult> read(HttpClientResponse response) {
            DeliveryResult answered = DeliveryResult.answered(response.statusCode(), retryAfter(response));
            int[] bytes = {0};
            response.handler(part -> {
                bytes[0] += part.length();
                if (bytes[0] > MAX_BODY && result.tryComplete(answered)) {
                    response.request().connection().close();
                }
            });
            return response.end().map(answered);
        }

        void endLate() {
            String seconds = settings.timeout().toSeconds() + " s.";
            if (result.tryComplete(DeliveryResult.failed("The receiver has not answered completely within " + seconds))
                    && request != null) {
                request.reset();
            }
        }
    }

    private Optional<Duration> retryAfter(HttpClientResponse response) {
        String header =
                Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER)).orElse("");
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), until)).filter(wait -> !wait.isNegative());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static String reason(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof TargetResolver.Refused refused) {
            return String.valueOf(refused.getMessage());
        }
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            return "TLS failed: the receiver's certificate is not trusted, has expired or names another host.";
        }
        if (cause instanceof DecoderException) {
            return "The receiver's answer is no valid HTTP, or its headers are too large.";
        }
        if (cause instanceof ConnectException) {
            return "The receiver cannot be connected to.";
        }
        return cause instanceof HttpClosedException
                ? "The receiver has closed the connection before its answer was complete."
                : "The request failed (" + cause.getClass().getSimpleName() + ").";
    }

    @Override
    public void close() {
        resolver.close();
        try {
            client.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notClosed) {
            // the process ends, or its other connections close it
        }
    }
}

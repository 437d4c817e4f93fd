package io.spanwire.edge.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.BearerTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access tokens of the identity provider. A token that was seen in the last ten minutes is accepted from memory; any
 * other is checked on threads of its own, because its key may have to be fetched. Thread-safe.
 */
public final class AccessTokens implements BearerTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final int MAX_CACHED = 10_000;
    private static final int MAX_WAITING = 1_000;
    private static final int THREADS = 4;
    /** A key that the issuer withdraws is not trusted for longer, even for tokens seen before. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final AccessTokenRules rules;
    private final Clock clock;
    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<String, AuthenticatedSession> verified = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(REMEMBERED)
            .build();

    private AccessTokens(AccessTokenRules rules, Vertx vertx, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        this.threads = vertx.createSharedWorkerExecutor("access-tokens", THREADS);
    }

    /** @throws IllegalArgumentException when the file of keys is not usable */
    public static AccessTokens of(BearerSettings settings, Vertx vertx, Clock clock) throws IOException {
        return new AccessTokens(AccessTokenRules.of(settings, clock), vertx, clock);
    }

    @Override
    public Future<AuthenticatedSession> verify(String token) {
        if (token.length() > MAX_TOKEN) {
            return refused("longer than " + MAX_TOKEN + " characters");
        }
        String hash = hash(token);
        @Nullable AuthenticatedSession seen = verified.getIfPresent(hash);
        if (seen != null) {
            return clock.instant().isBefore(seen.expires()) ? Future.succeededFuture(seen) : refused("expired");
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        return threads.executeBlocking(() -> rules.check(token), false)
                .onComplete(checked -> waiting.decrementAndGet())
                .onSuccess(session -> verified.put(hash, session))
                .recover(AccessTokens::problem);
    }

    private static Future<AuthenticatedSession> problem(Throwable failure) {
        if (failure instanceof TokenRefused) {
            return refused(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof KeysUnavailable) {
            LOG.warn("keys of access tokens cannot be fetched reason={}", failure.getMessage());
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE.because(
                    "The identity provider does not answer. Try again after the time in Retry-After.")));
        }
        return Future.failedFuture(failure);
    }

    private static Future<AuthenticatedSession> refused(String reason) {
        LOG.debug("access token refused reason={}", reason);
        return Future.failedFuture(BearerTokens.refusal());
    }

    /** Memory holds no usable token. */
    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}

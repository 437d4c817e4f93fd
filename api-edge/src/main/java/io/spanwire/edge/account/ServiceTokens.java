package io.spanwire.edge.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.BearerTokens;
import io.spanwire.edge.security.OpenConnections;
import io.spanwire.edge.security.SignInMethod;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check of service tokens. Any other token is left to the next check. The file with the list is looked at every second,
 * and before an unknown token is refused; a token that was revoked is refused from then on, and its sockets and feeds are
 * closed. Thread-safe.
 */
public final class ServiceTokens implements BearerTokens, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTokens.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_CACHED = 10_000;
    private static final int MAX_WAITING = 1_000;

    private final ServiceTokenFile file;
    private final BearerTokens others;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long timer = -1;
    /** By token, the id of the listed one. */
    private final Cache<String, String> verified =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    private ServiceTokens(Path folder, BearerTokens others, Vertx vertx, Clock clock) {
        this.file = new ServiceTokenFile(folder);
        this.others = others;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Reads the list now, blocking. */
    public static ServiceTokens in(Path folder, BearerTokens others, Vertx vertx, Clock clock) {
        ServiceTokens tokens = new ServiceTokens(folder, others, vertx, clock);
        tokens.file.reload();
        return tokens;
    }

    /** Looks at the file from now on until it is closed, and closes the connections of tokens that were revoked. */
    public void watch(OpenConnections connections) {
        timer = vertx.setPeriodic(
                INTERVAL.toMillis(), now -> vertx.executeBlocking(file::reload).onSuccess(changed -> {
                    if (changed) {
                        endRevoked(connections);
                    }
                }));
    }

    /** Looks at the file no more: there is nothing to be closed, and no thread to look, once the server stops. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    private void endRevoked(OpenConnections connections) {
        Set<String> revoked = file.list().tokens().stream()
                .filter(token -> token.revoked().isPresent())
                .map(ServiceToken::id)
                .collect(Collectors.toSet());
        connections.closeEnded(session -> revoked.contains(session.id()));
    }

    @Override
    public Future<AuthenticatedSession> verify(String token) {
        if (token.length() > MAX_TOKEN) {
            return Future.failedFuture(BearerTokens.refusal());
        }
        @Nullable String known = verified.getIfPresent(token);
        if (known != null) {
            return answer(file.list().token(known));
        }
        return ServiceTokenFormat.isOurs(token) ? verifyNew(token) : others.verify(token);
    }

    private Future<AuthenticatedSession> verifyNew(String token) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        return vertx.executeBlocking(() -> check(token), false)
                .onComplete(checked -> waiting.decrementAndGet())
                .compose(this::answer);
    }

    private Optional<ServiceToken> check(String token) {
        Optional<ServiceToken> listed = ServiceTokenFormat.verify(token, file.list());
        if (listed.isEmpty()) {
            boolean unused = file.reload(); // or another thread has read the file since
            listed = ServiceTokenFormat.verify(token, file.list());
        }
        listed.ifPresent(each -> verified.put(token, each.id()));
        return listed;
    }

    private Future<AuthenticatedSession> answer(Optional<ServiceToken> listed) {
        Optional<ServiceToken> active = listed.filter(token -> token.isActive(clock.instant()));
        if (active.isPresent()) {
            return Future.succeededFuture(session(active.get()));
        }
        LOG.debug("service token refused token={}", listed.map(ServiceToken::id).orElse("unknown"));
        return Future.failedFuture(BearerTokens.refusal());
    }

    private static AuthenticatedSession session(ServiceToken token) {
        String roles = String.join(" ", token.roles());
        Caller caller =
                new Caller(token.subject(), token.name(), roles.isEmpty() ? Map.of() : Map.of(Caller.ROLES, roles));
        return new AuthenticatedSession(
                token.id(), caller, SignInMethod.SERVICE, token.created(), token.created(), token.expires(), "");
    }
}

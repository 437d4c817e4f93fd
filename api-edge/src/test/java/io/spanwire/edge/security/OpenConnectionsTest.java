package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Caller;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private final Vertx vertx = Vertx.vertx();
    private final OpenConnections open = new OpenConnections();
    private final Promise<Void> over = Promise.promise();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Test
    void refreshedConnectionEndsWithItsNewestToken() throws Exception {
        AuthenticatedSession first = token("first");
        AuthenticatedSession newer = token("newer");
        CallerSession key = add(first);

        open.renew(key, newer, newer.session());

        open.closeEnded(session -> session.id().equals("first"));
        assertThat(closed).isNotDone();
        open.closeEnded(session -> session.id().equals("newer"));
        assertThat(closed.get(1, TimeUnit.MINUTES)).isEqualTo("closed");
    }

    @Test
    void closedConnectionIsForgottenUnderItsNewestToken() throws Exception {
        CallerSession key = add(token("first"));
        AuthenticatedSession newer = token("newer");
        open.renew(key, newer, newer.session());

        over.complete();

        assertThat(open.count()).isZero();
    }

    private CallerSession add(AuthenticatedSession session) throws Exception {
        CallerSession key = session.session();
        CompletableFuture<Boolean> added = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(now -> {
            open.add(session, key, over.future(), () -> closed.complete("closed"));
            added.complete(true);
        });
        assertThat(added.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(open.count()).isEqualTo(1);
        return key;
    }

    private static AuthenticatedSession token(String id) {
        return new AuthenticatedSession(
                id, Caller.of("u-1", "Ann"), SignInMethod.BEARER, Instant.EPOCH, Instant.EPOCH, Instant.MAX, "");
    }
}

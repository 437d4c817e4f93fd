package io.spanwire.edge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.BearerTokens;
import io.spanwire.edge.security.OpenConnections;
import io.spanwire.edge.security.SignInMethod;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServiceTokensTest {
    private final Vertx vertx = Vertx.vertx();
    private final Set<String> closedConnections = ConcurrentHashMap.newKeySet();
    private ServiceTokenList list = ServiceTokenList.EMPTY;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One that is open shows that the time has passed in which the other would have looked. */
    @Test
    void closedOneLooksAtTheFileNoMore(@TempDir Path folder) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        list = list.with(token("a"), key, Instant.EPOCH).with(token("b"), key, Instant.EPOCH);
        write(folder);
        ServiceTokens stopped = watching(folder, "stopped");
        ServiceTokens open = watching(folder, "open");

        stopped.close();

        revoke(folder, "a");
        await().until(() -> closedConnections.contains("open a"));
        revoke(folder, "b");
        await().until(() -> closedConnections.contains("open b"));
        assertThat(closedConnections).containsExactlyInAnyOrder("open a", "open b");
        open.close();
    }

    private ServiceTokens watching(Path folder, String name) {
        ServiceTokens tokens = ServiceTokens.in(folder, BearerTokens.none(), vertx, Clock.systemUTC());
        OpenConnections connections = new OpenConnections();
        vertx.runOnContext(now -> {
            connect(connections, name, "a");
            connect(connections, name, "b");
        });
        await().until(() -> connections.count() == 2);
        tokens.watch(connections);
        return tokens;
    }

    private void connect(OpenConnections connections, String name, String token) {
        AuthenticatedSession session = new AuthenticatedSession(
                token, Caller.of("u-1", "Ann"), SignInMethod.SERVICE, Instant.EPOCH, Instant.EPOCH, Instant.MAX, "");
        connections.add(
                session,
                session.session(),
                Promise.<Void>promise().future(),
                () -> closedConnections.add(name + ' ' + token));
    }

    private static ServiceToken token(String id) {
        return new ServiceToken(id, id, List.of(), "key-1", Instant.EPOCH, Instant.MAX, Optional.empty());
    }

    private void revoke(Path folder, String id) throws IOException {
        list = list.withRevoked(id, Instant.EPOCH);
        write(folder);
    }

    private void write(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("new"), list.toJson());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.move(file, folder.resolve(ServiceTokenList.FILE), StandardCopyOption.REPLACE_EXISTING);
    }
}

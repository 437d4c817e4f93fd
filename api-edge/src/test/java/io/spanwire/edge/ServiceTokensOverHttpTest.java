package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.account.ServiceToken;
import io.spanwire.edge.account.ServiceTokenFormat;
import io.spanwire.edge.account.ServiceTokenList;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokensOverHttpTest {
    private Path folder = Path.of("");
    private TestEdge edge;
    private ECKey key;
    private ServiceTokenList list = ServiceTokenList.EMPTY;

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        IdentitySettings identity = new IdentitySettings(Optional.empty(), Optional.empty(), Optional.of(folder));
        edge = new TestEdge(settings -> TestEdge.with(identity, true));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void newTokenIsAcceptedAtOnce() throws Exception {
        ServiceToken token = token("robot", 60);
        create(token);

        Answer me = me(ServiceTokenFormat.sign(token, key));

        assertThat(me.json().path("subject").asText()).isEqualTo("service-robot");
        assertThat(me.json().path("method").asText()).isEqualTo("service");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"admin\",\"editor\"]");
        assertThat(me.json().has("csrf")).isFalse();
    }

    @Test
    void revokedTokenIsRefusedAndItsSocketsAreClosed() throws Exception {
        ServiceToken token = token("robot", 60);
        ServiceToken other = token("robot", 60);
        create(token);
        create(other);
        String text = ServiceTokenFormat.sign(token, key);
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = TestBrowser.within(edge.browser()
                .socket(new CompletableFuture<>(), closed, "spanwire.v1", "authorization", "Bearer " + text));

        write(list.withRevoked(token.id(), Instant.now()));

        await().untilAsserted(() -> assertThat(me(text).status()).isEqualTo(401));
        assertThat(TestBrowser.within(closed)).isEqualTo(4001);
        assertThat(me(ServiceTokenFormat.sign(other, key)).status()).isEqualTo(200);
        socket.abort();
    }

    @Test
    void unlistedExpiredAndForgedTokensAreRefused() throws Exception {
        ServiceToken token = token("robot", 60);
        ServiceToken expired = token("late", -1);
        create(token);
        create(expired);
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        String session = edge.browser().signIn("Ann").cookie().split("=", 2)[1];

        assertThat(me(ServiceTokenFormat.sign(token, key)).status()).isEqualTo(200);
        assertThat(me(ServiceTokenFormat.sign(expired, key)).status()).isEqualTo(401);
        assertThat(me(ServiceTokenFormat.sign(token("ghost", 60), key)).status())
                .isEqualTo(401);
        assertThat(me(ServiceTokenFormat.sign(token, other)).status()).isEqualTo(401);
        assertThat(me(session).status()).isEqualTo(401);
        assertThat(edge.browser()
                        .get("/api/session", "cookie", "__Host-spanwire=" + ServiceTokenFormat.sign(token, key))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void missingListRefusesAllAndUnreadableListChangesNothing() throws Exception {
        ServiceToken token = token("robot", 60);
        create(token);
        String text = ServiceTokenFormat.sign(token, key);
        assertThat(me(text).status()).isEqualTo(200);

        writeText("not a list");
        assertThat(me(ServiceTokenFormat.sign(token("ghost", 60), key)).status())
                .isEqualTo(401);
        assertThat(me(text).status()).isEqualTo(200);

        Files.delete(folder.resolve(ServiceTokenList.FILE));
        await().untilAsserted(() -> assertThat(me(text).status()).isEqualTo(401));
    }

    @Test
    void listThatOthersCanWriteIsNotRead() throws Exception {
        ServiceToken token = token("robot", 60);
        list = list.with(token, key, Instant.now());
        Path file = Files.writeString(folder.resolve("new"), list.toJson());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.move(file, folder.resolve(ServiceTokenList.FILE), StandardCopyOption.REPLACE_EXISTING);

        assertThat(me(ServiceTokenFormat.sign(token, key)).status()).isEqualTo(401);
    }

    private Answer me(String token) {
        return edge.browser().get("/api/session", "authorization", "Bearer " + token);
    }

    private ServiceToken token(String name, long seconds) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new ServiceToken(
                UUID.randomUUID().toString(),
                name,
                List.of("editor", "admin"),
                "key-1",
                now.minusSeconds(60),
                now.plusSeconds(seconds),
                Optional.empty());
    }

    private void create(ServiceToken token) throws Exception {
        write(list.with(token, key, Instant.EPOCH));
    }

    private void write(ServiceTokenList changed) throws Exception {
        list = changed;
        writeText(changed.toJson());
    }

    private void writeText(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("new"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.move(file, folder.resolve(ServiceTokenList.FILE), StandardCopyOption.REPLACE_EXISTING);
    }
}

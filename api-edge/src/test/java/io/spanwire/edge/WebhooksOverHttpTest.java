package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.edge.TestBrowser.Answer;
import io.spanwire.edge.account.ServiceToken;
import io.spanwire.edge.account.ServiceTokenFormat;
import io.spanwire.edge.account.ServiceTokenList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksOverHttpTest {
    private static final String WEBHOOKS = "/api/webhooks";
    private static final String BODY = "{\"feed\":\"note/*\",\"url\":\"https://hooks.example.org/in?key=1\"}";

    private TestEdge edge;
    private String token = "";

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ServiceToken operator = new ServiceToken(
                UUID.randomUUID().toString(),
                "robot",
                List.of("operator"),
                "key-1",
                now,
                now.plusSeconds(600),
                Optional.empty());
        Path file = folder.resolve(ServiceTokenList.FILE);
        Files.writeString(
                file, ServiceTokenList.EMPTY.with(operator, key, Instant.EPOCH).toJson());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        token = ServiceTokenFormat.sign(operator, key);
        IdentitySettings identity = new IdentitySettings(Optional.empty(), Optional.empty(), Optional.of(folder));
        edge = new TestEdge(settings -> TestEdge.with(identity, true));
    }

    @AfterAll
    void close() {
        edge.close();
    }

    @Test
    void webhooksAreForOperators() {
        TestBrowser ann = edge.browser().signIn("Ann");

        assertThat(ann.get(WEBHOOKS).code()).isEqualTo("forbidden");
        assertThat(ann.post(WEBHOOKS, BODY).code()).isEqualTo("forbidden");
        assertThat(edge.browser().get(WEBHOOKS).status()).isEqualTo(401);
        assertThat(send("GET", WEBHOOKS, null).status()).isEqualTo(200);
    }

    @Test
    void secretIsInTheFirstAnswerAndInNoOther() {
        Answer added = send("POST", WEBHOOKS, BODY);

        assertThat(added.status()).isEqualTo(201);
        String secret = added.json().path("secret").asText();
        assertThat(secret).startsWith("whsec_").isEqualTo(edge.webhooks.secrets.get(id(added)));
        assertThat(added.header("location")).isEqualTo(WEBHOOKS + '/' + id(added));
        assertThat(send("GET", added.header("location"), null).body()).doesNotContain("whsec_");
        assertThat(send("GET", WEBHOOKS, null).body())
                .contains(id(added).toString())
                .doesNotContain("whsec_");

        Answer rotated = send("POST", added.header("location") + "/rotate-secret", "{\"keepHours\":1}");
        assertThat(rotated.json().path("secret").asText())
                .isNotEqualTo(secret)
                .isEqualTo(edge.webhooks.secrets.get(id(added)));
    }

    @Test
    void requestThatIsSentAgainAddsNothing() {
        Answer first = send("POST", WEBHOOKS, BODY, "idempotency-key", "once");
        Answer second = send("POST", WEBHOOKS, BODY, "idempotency-key", "once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(second.json().has("secret")).isFalse();
    }

    @Test
    void everyFaultOfABodyIsNamed() {
        Answer answer = send(
                "POST",
                WEBHOOKS,
                "{\"feed\":\"nothing/*\",\"url\":\"http://10.0.0.1/\",\"types\":[\"note.note-written\",\"note.nothing\",7],"
                        + "\"secret\":\"whsec_short\",\"from\":\"yesterday\",\"state\":\"active\"}");

        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(answer.json().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/feed", "/url", "/types/1", "/types/2", "/secret", "/from", "/state");
        assertThat(answer.body()).doesNotContain("whsec_short");
        assertThat(send("POST", WEBHOOKS, "{}").json().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/feed", "/url");
        assertThat(send("POST", WEBHOOKS, "[]").code()).isEqualTo("invalid");
        assertThat(send("POST", WEBHOOKS, "{\"feed\":\"*\",\"url\":\"https://127.0.0.1/\"}")
                        .body())
                .contains("is not public");
    }

    @Test
    void webhookIsChangedPausedResumedReplayedTestedAndRemoved() {
        String path = send("POST", WEBHOOKS, BODY).header("location");

        assertThat(send("PATCH", path, "{\"types\":[\"note.note-written\"],\"description\":\"mine\"}")
                        .json()
                        .path("types")
                        .toString())
                .isEqualTo("[\"note.note-written\"]");
        assertThat(send("POST", path + "/pause", "{\"reason\":\"tea\"}")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("tea");
        assertThat(send("POST", path + "/resume", null).json().path("state").asText())
                .isEqualTo("active");
        assertThat(send("POST", path + "/replay", "{\"from\":\"2026-11-30T10:00:00+01:00\"}")
                        .status())
                .isEqualTo(200);
        assertThat(edge.webhooks.places).contains("Since[time=2026-11-30T09:00:00Z]");
        assertThat(send("POST", path + "/test", null).json().toString())
                .isEqualTo("{\"delivered\":true,\"status\":204,\"detail\":\"\"}");
        assertThat(send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(send("GET", path, null).status()).isEqualTo(404);
        assertThat(send("POST", path + "/pause", "{}").status()).isEqualTo(404);
    }

    @Test
    void tokenOfAnotherHistoryIsRefused() {
        String path = send("POST", WEBHOOKS, BODY).header("location");
        String other = new FeedToken(UUID.randomUUID(), new long[24]).text();
        String own = send("GET", path, null).json().path("token").asText();

        assertThat(send("POST", path + "/replay", "{\"from\":\"" + other + "\"}")
                        .code())
                .isEqualTo("other-epoch");
        assertThat(send("POST", path + "/replay", "{\"from\":\"" + own + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void pathsAndMethodsThatThereAreNot() {
        String path = send("POST", WEBHOOKS, BODY).header("location");

        assertThat(send("GET", WEBHOOKS + "/nothing", null).status()).isEqualTo(404);
        assertThat(send("POST", path + "/dance", "{}").status()).isEqualTo(404);
        assertThat(send("GET", path + "/pause", null).status()).isEqualTo(405);
        assertThat(send("PUT", path, null).status()).isEqualTo(405);
        assertThat(send("DELETE", WEBHOOKS, null).header("allow")).isEqualTo("GET, HEAD, POST");
        assertThat(edge.browser()
                        .send("POST", WEBHOOKS, BODY, "authorization", "Bearer " + token, "content-type", "text/plain")
                        .status())
                .isEqualTo(415);
    }

    private Answer send(String method, String path, @Nullable String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "authorization";
        all[headers.length + 1] = "Bearer " + token;
        return edge.browser().send(method, path, body, all);
    }

    private static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asText());
    }
}

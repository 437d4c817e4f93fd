package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.harness.TestPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A domain whose decider sleeps as long as the command says, in the whole program. */
@ExtendWith(BackendCondition.class)
@Tag("long")
@Timeout(180)
class SlowDeciderIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    private static final String SLOW = "decider is slow";

    private static final String DOMAIN =
            """
            import io.spanwire.bus.domain.*;
            import java.util.List;

            public final class Naps implements Domain {
                public record Nap(int millis) {}
                public record Napped(int millis) {}

                @Override
                public String name() {
                    return "naps";
                }

                @Override
                public Access access() {
                    return Access.signedIn();
                }

                @Override
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("bed", Integer.class, 0)
                            .command("nap", Nap.class, (naps, nap, context) -> {
                                try {
                                    Thread.sleep(nap.millis());
                                } catch (InterruptedException woken) {
                                    throw new IllegalStateException(woken);
                                }
                                return Decision.accept(new Napped(nap.millis()));
                            })
                            .event("napped", Napped.class, (naps, event) -> naps + 1)
                            .build());
                }
            }
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void slowDecisionIsReportedAndOneThatTakesTooLongTwiceParksItsStreamOnly() throws Exception {
        Path jar = TestFolders.fresh("slow-decider-domains").resolve("naps.jar");
        DomainJarBuilder.build(jar, "Naps", DOMAIN);
        int managementPort = TestPorts.free();
        try (Server server = Server.start(
                "slow-decider",
                "--domains",
                jar.toString(),
                "--set",
                "command-wait=30",
                "--set",
                "management.port=" + managementPort)) {
            SignedInUser ann = server.signIn("Ann");

            HttpReply quick = nap(ann, "bed/quick", 0);
            assertThat(quick.status()).isEqualTo(200);
            assertThat(server.output()).doesNotContain(SLOW);
            assertThat(slowDecisions(managementPort)).isZero();

            HttpReply slow = nap(ann, "bed/slow", 300);
            assertThat(slow.status()).isEqualTo(200);
            assertThat(server.output()).containsPattern(SLOW + " command=\\S+ type=nap stream=bed/slow millis=3\\d\\d");
            assertThat(slowDecisions(managementPort)).isEqualTo(1);

            HttpReply tooSlow = ann.post("bed/asleep", "nap", millis(5_200), ASYNC);
            assertThat(tooSlow.status()).isEqualTo(202);
            HttpReply behind = ann.post("bed/asleep", "nap", millis(0), ASYNC);
            HttpReply elsewhere = nap(ann, "bed/quick", 0); // waits until the lane is free, and no longer

            assertThat(elsewhere.status()).isEqualTo(200);
            assertThat(elsewhere.json().path("version").asLong()).isEqualTo(2);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(server.run("parked", "list").getValue())
                            .contains("bed/asleep", "waiting 2")
                            .doesNotContain("bed/quick", "bed/slow"));
            assertThat(ann.get(tooSlow.header("location")).status()).isEqualTo(202);
            assertThat(ann.get(behind.header("location")).status()).isEqualTo(202);
            assertThat(server.output().split(SLOW + ".* stream=bed/asleep millis=5\\d\\d\\d", -1))
                    .as("two reports")
                    .hasSize(3);
            assertThat(slowDecisions(managementPort)).isEqualTo(3);
        }
    }

    private static HttpReply nap(SignedInUser user, String stream, int millis) throws Exception {
        return user.post(stream, "nap", millis(millis), Map.of());
    }

    private static String millis(int millis) {
        return "{\"millis\":" + millis + '}';
    }

    private double slowDecisions(int managementPort) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("spanwire_lane_slow_decisions_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.SocketLost;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions that an operator, another process, ends. */
@ExtendWith(SharedServer.class)
@Timeout(90)
class SessionsIT {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Pattern ID = Pattern.compile("(?m)^([0-9a-f-]{36}) ");

    private final Server server;

    SessionsIT(Server server) {
        this.server = server;
    }

    @Test
    void sessionsOfASubjectEndWithTheirSockets() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        SignedInUser bob = server.signIn("Bob");
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            assertThat(server.run("sessions", "end", "--subject", ann.subject()))
                    .extracting(Map.Entry::getKey)
                    .isEqualTo(0);

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(ann.get("/api/session").status()).isEqualTo(401));
            assertThatThrownBy(socket::expect).isInstanceOfSatisfying(SocketLost.class, lost -> assertThat(lost.code())
                    .isEqualTo(4001));
        }
        assertThat(bob.get("/api/session").status()).isEqualTo(200);
        assertThat(server.run("sessions", "list", "--subject", ann.subject()).getValue())
                .contains("There are no sessions.");
    }

    @Test
    void listedSessionIsEndedByItsId() throws Exception {
        assumeThat(server.backend().isEmbedded()).as("guests sign in").isTrue();
        SignedInUser ann = server.signIn("Ann");
        String list = server.run("sessions", "list", "--subject", ann.subject()).getValue();
        Matcher id = ID.matcher(list);
        assertThat(id.find()).as(list).isTrue();
        assertThat(list).contains(ann.subject(), "\"Ann\"", "guest");

        assertThat(server.run("sessions", "end", id.group(1)).getValue()).contains("is ended");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ann.get("/api/session").status()).isEqualTo(401));
        assertThat(server.run("sessions", "end", "nobody").getKey()).isEqualTo(1);
        assertThat(server.run("sessions", "end").getKey()).isEqualTo(2);
    }
}

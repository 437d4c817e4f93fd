package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Backend;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.ReadinessProbe;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestPorts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Views that wait for the database delay neither history nor outcomes, and leave the node ready. */
@ExtendWith(BackendCondition.class)
class ReadFloodIT {
    private static final int VIEWS = 100;

    @Test
    void blockedViewsBlockNothingElse() throws Exception {
        int port = TestPorts.free();
        ExecutorService clients = Executors.newFixedThreadPool(VIEWS);
        try (Server server = Server.start("read-flood", "--set", "management.port=" + port)) {
            // given
            SignedInUser ann = server.signIn("Ann");
            String room = Streams.chat();
            HttpReply posted = ann.post(room, "post-message", "{\"text\":\"a\"}", Map.of());
            String command = posted.json().path("command").asText();
            Backend.Login login = server.backend().database();
            List<CompletableFuture<Integer>> views = new ArrayList<>();
            try (Connection owner = DriverManager.getConnection(login.url(), login.user(), login.password());
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("lock table read_model.chat_message in access exclusive mode");

                // when
                for (int i = 0; i < VIEWS; i++) {
                    views.add(CompletableFuture.supplyAsync(() -> view(ann, room), clients));
                }
                awaitBlockedViews(login);

                // then
                assertThat(ann.get("/api/commands/" + command).status()).isEqualTo(200);
                assertThat(ann.get("/api/streams/" + room + "/events?after=0").status())
                        .isEqualTo(200);
                assertThat(new ReadinessProbe(port).failingChecks()).isEmpty();
                assertThat(views).noneMatch(CompletableFuture::isDone);
                owner.rollback();
            }
            assertThat(views.get(0).join()).isEqualTo(200);
        } finally {
            clients.shutdownNow();
        }
    }

    private static void awaitBlockedViews(Backend.Login login) {
        await().until(() -> blockedViews(login) > 0);
    }

    private static long blockedViews(Backend.Login login) throws Exception {
        return new OwnerDatabase(login).number("select count(*) from pg_locks where not granted");
    }

    private static int view(SignedInUser user, String room) {
        try {
            return user.get("/api/views/room-messages?room=" + Streams.key(room))
                    .status();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}

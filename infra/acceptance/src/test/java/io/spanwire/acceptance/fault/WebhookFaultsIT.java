package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.Operator;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.WebhookReceiver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers die while they deliver, their partitions move, and the receiver refuses some requests: every event arrives at least
 * once, and those of a stream in its order.
 */
@Tag("long")
@Timeout(600)
class WebhookFaultsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int ROOMS = 12;
    private static final String[] SETTINGS = {
        "--set", "webhooks.plain-http=true",
        "--set", "webhooks.allowed-networks=127.0.0.1",
        "--set", "webhooks.longest-pause=1"
    };

    private final Map<String, Integer> sent = new HashMap<>();

    @Test
    void killedWorkersLeaveNothingOutAndKeepTheOrderOfStreams() throws Exception {
        try (TestCluster cluster = TestCluster.start("webhook-faults");
                WebhookReceiver receiver = new WebhookReceiver();
                WebhookReceiver dead = new WebhookReceiver()) {
            Server first = cluster.serve("first", "worker", LaunchOptions.DEFAULT, SETTINGS);
            Server second = cluster.serve("second", "worker", LaunchOptions.DEFAULT, SETTINGS);
            Server frontend = cluster.serve("frontend", "edge,notifier", LaunchOptions.DEFAULT, SETTINGS);
            Operator operator = Operator.of(frontend);
            receiver.answers(number -> number % 17 == 0 ? 503 : 204);
            dead.answers(number -> 500);
            String webhook = add(operator, receiver);
            add(operator, dead);
            AtomicBoolean isLoaded = new AtomicBoolean(true);
            AtomicReference<Throwable> failed = new AtomicReference<>();
            SignedInUser ann = frontend.signIn("Ann");
            Thread load = new Thread(() -> {
                try {
                    while (isLoaded.get()) {
                        post(ann);
                    }
                } catch (Exception | AssertionError failure) {
                    failed.set(failure);
                }
            });
            load.start();

            for (Server killed : List.of(second, first, second)) {
                int before = receiver.taken().size();
                await().atMost(SOON).until(() -> receiver.taken().size() > before + 100);
                killed.kill();
                int after = receiver.taken().size();
                await().atMost(SOON).until(() -> receiver.taken().size() > after + 100);
                killed.start();
            }
            isLoaded.set(false);
            load.join();
            assertThat(failed.get()).isNull();

            await().atMost(SOON)
                    .until(() -> operator.send("GET", webhook, "")
                                    .json()
                                    .path("behind")
                                    .asInt()
                            == 0);
            assertThat(receiver.versions()).hasSize(ROOMS);
            sent.forEach((room, messages) -> assertThat(receiver.versions().get("/streams/" + room))
                    .isEqualTo(IntStream.rangeClosed(1, messages).boxed().toList()));
            int repeats = receiver.taken().size()
                    - sent.values().stream().mapToInt(Integer::intValue).sum();
            System.err.println("webhook deliveries repeated after three kills: " + repeats + " of "
                    + receiver.taken().size());
        }
    }

    /** A message in each room. Without an answer in time it is asked for again, under the same key. */
    private void post(SignedInUser ann) throws Exception {
        for (int i = 0; i < ROOMS; i++) {
            String room = "chat/hooks-" + i;
            int number = sent.getOrDefault(room, 0) + 1;
            Map<String, String> key = Map.of("Idempotency-Key", room.replace('/', '-') + '-' + number);
            HttpReply reply;
            do {
                reply = ann.post(room, "post-message", "{\"text\":\"" + number + "\"}", key);
            } while (reply.status() == 202 || reply.status() == 503);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            sent.put(room, number);
        }
    }

    private static String add(Operator operator, WebhookReceiver receiver) throws Exception {
        HttpReply added =
                operator.send("POST", "/api/webhooks", "{\"feed\":\"chat/*\",\"url\":\"" + receiver.url() + "\"}");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return "/api/webhooks/" + added.json().path("id").asText();
    }
}

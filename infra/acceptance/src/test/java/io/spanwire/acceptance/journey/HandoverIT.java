package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.CommandTopic;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestPorts;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.message.Command;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the roles of one process hand over in memory is what Kafka has, record by record. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HandoverIT {
    private static final int CLIENTS = 4;
    private static final int POSTS = 60;
    private static final int ALL_RECORDS = 100_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> rooms = List.of(Streams.chat(), Streams.chat(), Streams.chat());
    private final HttpClient http = HttpClient.newHttpClient();
    private int managementPort;
    private Server server;

    @BeforeAll
    void start() throws Exception {
        managementPort = TestPorts.free();
        server = Server.start("handover", "--set", "management.port=" + managementPort);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void handedOverCommandsAndEventsAreThoseOfKafka() throws Exception {
        postFromManyClients();

        assertThat(metric("spanwire_lane_from_memory_total")).isPositive();
        for (String room : rooms) {
            assertThat(decided(room)).isEqualTo(sent(room));
        }
        double events = metric("spanwire_hub_arrived_total");
        await().atMost(SOON).untilAsserted(() -> assertThat(metric("spanwire_hub_repeated_total"))
                .as("events that came twice")
                .isEqualTo(events));
        assertThat(metric("spanwire_hub_mismatches_total")).isZero();
    }

    @Test
    void recordsOfAnotherProducerAreDecidedBetweenHandedOverOnes() throws Exception {
        postFromManyClients();
        CommandTopic log = server.backend().commandLog();

        log.appendAgain(log.lastRecords(2));
        postFromManyClients();

        for (String room : rooms) {
            assertThat(decided(room)).isEqualTo(sent(room));
        }
        double before = metric("spanwire_lane_from_memory_total");
        await().atMost(SOON).untilAsserted(() -> {
            postFromManyClients();
            assertThat(metric("spanwire_lane_from_memory_total"))
                    .as("memory is used again")
                    .isGreaterThan(before);
        });
    }

    private void postFromManyClients() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                SignedInUser user = server.signIn("Client " + client);
                running.add(clients.submit(() -> {
                    for (int number = 0; number < POSTS; number++) {
                        HttpReply reply = user.post(
                                rooms.get(number % rooms.size()),
                                "post-message",
                                "{\"text\":\"" + user.subject() + " posts " + number + "\"}",
                                Map.of());
                        assertThat(reply.status()).isEqualTo(200);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** The room's messages by command, in the order of their versions. */
    private Map<String, String> decided(String room) throws Exception {
        Map<String, String> messages = new LinkedHashMap<>();
        for (JsonNode event : server.signIn("Reader")
                .get("/api/streams/" + room + "/events?after=0&limit=1000")
                .json()
                .path("events")) {
            messages.put(
                    event.path("command").asText(),
                    event.path("data").path("text").asText());
        }
        return messages;
    }

    /** The same from the command log, in the order of their offsets; a repeated command counts once. */
    private Map<String, String> sent(String room) throws Exception {
        Map<String, String> messages = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                server.backend().commandLog().lastRecords(ALL_RECORDS)) {
            Command command = CommandRecords.decode(record);
            if (command.stream().toString().equals(room)) {
                messages.putIfAbsent(
                        command.id().toString(),
                        Json.mapper().readTree(command.data()).path("text").asText());
            }
        }
        return messages;
    }

    private double metric(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

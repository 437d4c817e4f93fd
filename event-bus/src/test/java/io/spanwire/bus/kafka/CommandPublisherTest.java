package io.spanwire.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.StreamId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommandPublisherTest {
    private static final Duration DELIVERY = Duration.ofSeconds(1);
    private static final int COMMANDS = 30;

    /** While the producer has no metadata, commands wait; their waiting times must not add up. */
    @Test
    @Timeout(60)
    void allQueuedCommandsFailInTimeWhileKafkaDoesNotAnswer() throws Exception {
        // given a broker that accepts connections and never answers
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KafkaClients clients = new KafkaClients(KafkaSettings.of("127.0.0.1:" + silent.getLocalPort()));
            CommandPublisher publisher = new CommandPublisher(clients, new Partitioning(24), new Handover(), DELIVERY);

            // when many commands are sent at once
            List<CompletableFuture<Void>> sent = publish(publisher);
            CompletableFuture<Void> all = CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));

            // then all of them fail soon
            assertThat(all).failsWithin(DELIVERY.multipliedBy(5));
            assertThat(sent).allSatisfy(each -> assertThat(each)
                    .failsWithin(0, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(ProblemException.class));
            publisher.close();
        }
    }

    private static List<CompletableFuture<Void>> publish(CommandPublisher publisher) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int number = 0; number < COMMANDS; number++) {
            Command command = new Command(
                    UUID.randomUUID(),
                    StreamId.parse("chat/room-" + number),
                    "post-message",
                    "{\"text\":\"hello\"}",
                    Caller.of("u-1", "Ann"),
                    Instant.EPOCH,
                    OptionalLong.empty());
            sent.add(publisher.publish(command, 0, "").toCompletableFuture());
        }
        return sent;
    }
}

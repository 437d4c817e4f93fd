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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

    /** A producer without metadata refuses at once; later it has some. */
    @Test
    @Timeout(60)
    void commandsKeepTheirOrderWhileTheProducerCannotTakeThem() {
        // given a producer that refuses the first commands
        AtomicInteger refusals = new AtomicInteger(5);
        MockProducer<byte[], byte[]> producer = new RefusingProducer(refusals);
        CommandPublisher publisher = new CommandPublisher(producer, new Partitioning(24), new Handover(), DELIVERY);

        // when many are sent
        List<CompletableFuture<Void>> sent = publish(publisher);

        // then all are acknowledged, in their order
        assertThat(CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)))
                .succeedsWithin(DELIVERY);
        assertThat(refusals).hasValue(0);
        assertThat(producer.history())
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(IntStream.range(0, COMMANDS)
                        .mapToObj(number -> "chat/room-" + number)
                        .toList());
        publisher.close();
    }

    @Test
    void acknowledgedCommandIsHandedOverWithItsOffset() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        List<Handover.AcknowledgedCommand> handedOver = new ArrayList<>();
        Handover handover = new Handover();
        handover.toWorker(handedOver::add);
        CommandPublisher publisher = new CommandPublisher(producer, new Partitioning(1), handover, DELIVERY);

        List<CompletableFuture<Void>> sent = publish(publisher);
        assertThat(handedOver).as("before Kafka has acknowledged").isEmpty();
        producer.completeNext();
        producer.errorNext(new NotEnoughReplicasException("simulated"));
        producer.completeNext();

        assertThat(handedOver).extracting(each -> each.command().stream().key()).containsExactly("room-0", "room-2");
        assertThat(handedOver).extracting(Handover.AcknowledgedCommand::offset).containsExactly(0L, 2L);
        assertThat(sent.get(1)).isCompletedExceptionally();
        assertThat(sent.get(3)).isNotDone();
        publisher.close();
    }

    /** Refuses some sends as {@code KafkaProducer} does: on the sender's thread, with a timeout. */
    private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
        private final AtomicInteger refusals;

        RefusingProducer(AtomicInteger refusals) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.refusals = refusals;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                TimeoutException refused = new TimeoutException("no metadata");
                callback.onCompletion(null, refused);
                return CompletableFuture.failedFuture(refused);
            }
            return super.send(record, callback);
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

package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.EventRecords;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Kafka's side of a history: how far the command log reaches, and the events topic made anew. Blocking. */
final class TopicAdmin {
    private static final long SECONDS = 30;
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final long MEMORY = 8L << 20;

    private final KafkaClients clients;

    TopicAdmin(KafkaClients clients) {
        this.clients = clients;
    }

    /** The first offset, or the one behind the last, of each partition of the command log. */
    Map<Integer, Long> commands(Collection<Integer> partitions, OffsetSpec which) {
        return asked(admin -> {
            Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
            partitions.forEach(each -> specs.put(new TopicPartition(Topics.COMMANDS, each), which));
            Map<Integer, Long> offsets = new HashMap<>();
            admin.listOffsets(specs)
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
            return offsets;
        });
    }

    /** Deletes the events topic and waits until it is gone; {@link Topics#ensure} makes it again. */
    void deleteEvents() {
        asked(admin -> {
            admin.deleteTopics(List.of(Topics.EVENTS)).all().get(SECONDS, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS).contains(Topics.EVENTS)) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("the events topic is still there");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            return true;
        });
    }

    /** Publishes these, so that the topic ends where the history does. */
    void publish(List<HistoryTables.Last> events) {
        try (Producer<byte[], byte[]> producer = clients.producer("spanwire-operator", DELIVERY, DELIVERY, MEMORY)) {
            for (HistoryTables.Last last : events) {
                producer.send(EventRecords.encode(last.event(), last.partition()))
                        .get(SECONDS + 1, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not take the last events: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T to(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T asked(Question<T> question) {
        try (Admin admin = clients.admin()) {
            return question.to(admin);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not answer: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static BackendUnreachable interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new BackendUnreachable("Interrupted while asking Kafka", interrupted);
    }
}

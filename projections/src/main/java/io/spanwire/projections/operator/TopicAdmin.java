package io.spanwire.projections.operator;

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
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The operator's requests to Kafka: offsets of the command log, deletion of the events topic, group members, records.
 * Blocking. */
final class TopicAdmin {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long BUFFER_BYTES = 8L << 20;

    private final KafkaClients clients;

    TopicAdmin(KafkaClients clients) {
        this.clients = clients;
    }

    /** The earliest or latest offset of each partition of the command log. */
    Map<Integer, Long> commandOffsets(Collection<Integer> partitions, OffsetSpec which) {
        return request(admin -> {
            Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
            partitions.forEach(each -> specs.put(new TopicPartition(Topics.COMMANDS, each), which));
            Map<Integer, Long> offsets = new HashMap<>();
            admin.listOffsets(specs)
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
            return offsets;
        });
    }

    /** Deletes the events topic and waits until it is gone; {@link Topics#ensure} recreates it. */
    void deleteEvents() {
        request(admin -> {
            admin.deleteTopics(List.of(Topics.EVENTS)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (admin.listTopics()
                    .names()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .contains(Topics.EVENTS)) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the events topic still exists");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            return true;
        });
    }

    /**
     * Removes what is left of a group's members. A worker that comes back under its name gets the partitions it had, and
     * none if it was stopped while the topic did not exist: nobody would read the new one.
     */
    void removeMembers(String group) {
        request(admin -> {
            try {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof GroupIdNotFoundException) {
                    return false;
                }
                throw failed;
            }
        });
    }

    /** Sends records one after the other; each must be durable within the timeout. */
    void send(String what, Duration timeout, List<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer =
                clients.producer("spanwire-operator", timeout, timeout, Duration.ZERO, BUFFER_BYTES)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get(timeout.toSeconds() + 1, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not accept " + what + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        T send(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T request(Request<T> request) {
        try (Admin admin = clients.admin()) {
            return request.send(admin);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new BackendUnreachable("Kafka did not answer: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static BackendUnreachable interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new BackendUnreachable("Interrupted while waiting for Kafka", interrupted);
    }
}

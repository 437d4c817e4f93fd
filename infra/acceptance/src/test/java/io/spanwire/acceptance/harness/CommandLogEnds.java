package io.spanwire.acceptance.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Reads the end offsets of the command log's partitions. */
final class CommandLogEnds {
    private static final String COMMANDS = "spanwire.commands";
    private static final int SECONDS = 20;

    private CommandLogEnds() {}

    static Map<Integer, Long> of(Map<String, Object> kafka) {
        try (Admin admin = Admin.create(kafka)) {
            Map<TopicPartition, OffsetSpec> requests = new HashMap<>();
            admin.describeTopics(List.of(COMMANDS)).allTopicNames().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .forEach(each -> requests.put(new TopicPartition(COMMANDS, each.partition()), OffsetSpec.latest()));
            Map<Integer, Long> ends = new TreeMap<>();
            admin.listOffsets(requests)
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Could not read the end offsets of the command log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

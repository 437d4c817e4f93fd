package io.spanwire.projections.storage;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.TopicRetention;
import io.spanwire.bus.kafka.TopicRetention.CommandRetention;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.projections.schema.JdbcDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up what PostgreSQL and Kafka store. One thread; every call blocks. */
final class StorageSizes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageSizes.class);
    private static final long TIMEOUT_SECONDS = 10;

    /** The name of the size of the whole database among {@link #ofDatabase}. */
    static final String DATABASE = "database";

    private final Admin admin;

    StorageSizes(KafkaClients clients) {
        this.admin = clients.admin();
    }

    /** Bytes of tables with their indexes by what they hold, and of the {@link #DATABASE}. */
    Map<String, Long> ofDatabase(JdbcDatabase database) {
        return database.query("sizes.sql", row -> Map.entry(row.getString("content"), row.getLong("bytes"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Bytes of Spanwire's topics, all replicas together; empty if Kafka does not answer or does not permit to know. */
    Map<String, Long> ofTopics() {
        try {
            List<Integer> brokers = admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .map(Node::id)
                    .toList();
            return admin
                    .describeLogDirs(brokers)
                    .allDescriptions()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(folders -> folders.values().stream())
                    .map(LogDirDescription::replicaInfos)
                    .flatMap(replicas -> replicas.entrySet().stream())
                    .filter(replica -> Topics.ALL.contains(replica.getKey().topic()))
                    .collect(Collectors.groupingBy(
                            replica -> replica.getKey().topic(),
                            Collectors.summingLong(replica -> replica.getValue().size())));
        } catch (ExecutionException | TimeoutException | KafkaException unknown) {
            LOG.debug("sizes of topics not looked up", unknown);
            return Map.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Throws KafkaUnavailable when Kafka does not answer or does not permit to know. */
    CommandRetention commandRetention() {
        return TopicRetention.ofCommands(admin);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.TopicLookup;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periodic lookup of the command log's topic id, for all lanes of a process. Nothing else detects a topic that is
 * replaced under a running lane once it has grown past the lane's offset. While Kafka does not answer, the last id
 * counts.
 */
final class CommandTopicWatcher implements CommandTopicId, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTopicWatcher.class);
    private static final String DELETED = "";
    private static final long INTERVAL_SECONDS = 5;

    private final TopicLookup topic;
    private final ScheduledExecutorService timer;
    private volatile String seen = DELETED;
    /** Whether the last lookup found no topic: once may be a broker that has just started. */
    private boolean missing;

    CommandTopicWatcher(TopicLookup topic) {
        this.topic = topic;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "spanwire-log-watch"));
        var unused = timer.scheduleWithFixedDelay(this::refresh, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String lookUp() {
        Optional<String> found = topic.id();
        seen = found.orElse(DELETED);
        return found.orElseThrow(
                () -> new KafkaUnavailable("There is no topic " + topic.topic(), new IllegalStateException("deleted")));
    }

    @Override
    public String lastSeen() {
        return seen;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void refresh() {
        try {
            Optional<String> found = topic.id();
            if (found.isPresent() || missing) {
                seen = found.orElse(DELETED);
            }
            missing = found.isEmpty();
        } catch (KafkaUnavailable unavailable) {
            LOG.debug("topic id not looked up reason={}", unavailable.toString());
        }
    }
}

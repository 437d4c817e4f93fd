package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.kafka.TopicIdLookup;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds which topic the command log is, for all lanes of a process: one that is replaced under a
 * running lane may have grown past the place where the lane reads, and then nothing else would tell. While Kafka does not
 * answer, what it said last holds.
 */
final class CommandTopicWatcher implements CommandTopicId, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTopicWatcher.class);
    private static final String GONE = "";
    private static final long EVERY_SECONDS = 5;

    private final TopicIdLookup topic;
    private final ScheduledExecutorService timer;
    private volatile String seen = GONE;
    /** Once may be a broker that has just started. */
    private boolean missed;

    CommandTopicWatcher(TopicIdLookup topic) {
        this.topic = topic;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "spanwire-log-watch"));
        var unused = timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String now() {
        Optional<String> found = topic.current();
        seen = found.orElse(GONE);
        return found.orElseThrow(
                () -> new KafkaUnavailable("There is no topic " + topic.name(), new IllegalStateException("deleted")));
    }

    @Override
    public String lately() {
        return seen;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        topic.close();
    }

    private void look() {
        try {
            Optional<String> found = topic.current();
            if (found.isPresent() || missed) {
                seen = found.orElse(GONE);
            }
            missed = found.isEmpty();
        } catch (KafkaUnavailable away) {
            LOG.debug("command log not asked for its id reason={}", away.toString());
        }
    }
}

package io.spanwire.projections.lane;

import io.spanwire.projections.journal.Progress;
import io.spanwire.projections.relay.WrongHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Checks that the command log can be the one PostgreSQL speaks of: no partition may end before its next offset. */
final class LogEnds {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private LogEnds() {}

    static void check(Consumer<byte[], byte[]> consumer, Map<Integer, Progress> progress) {
        List<TopicPartition> partitions =
                progress.keySet().stream().map(Ownership::commands).toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST);
        progress.forEach((partition, standing) -> {
            long end = ends.getOrDefault(Ownership.commands(partition), 0L);
            if (end < standing.nextOffset()) {
                throw WrongHistory.commandsMissing(partition, end, standing.nextOffset());
            }
        });
    }
}

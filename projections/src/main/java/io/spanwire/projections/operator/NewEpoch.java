package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.schema.SchemaOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;

/**
 * Makes Kafka and PostgreSQL agree again, after one of them was restored or replaced: PostgreSQL's history is the one that
 * counts, under a new epoch. No other process of the installation may run. Blocking, one thread.
 *
 * <h2>In which order</h2>
 *
 * First PostgreSQL, in one transaction: the epoch, the command log's identity, the offsets. Then the events topic is deleted,
 * made anew, and given the last event of each partition, so that the relay goes on behind it instead of publishing the whole
 * history. Cut off before the topic is gone, the next start refuses as before, and this can be done again; cut off behind
 * that, the next start publishes more than it had to.
 */
public final class NewEpoch implements AutoCloseable {
    private final OperatorDatabase tables;
    private final HistoryTables history;
    private final TopicAdmin logs;
    private final KafkaClients clients;
    private final String commandLog;

    private NewEpoch(OperatorDatabase tables, KafkaClients clients, String commandLog) {
        this.tables = tables;
        this.history = new HistoryTables(tables);
        this.logs = new TopicAdmin(clients);
        this.clients = clients;
        this.commandLog = commandLog;
    }

    /**
     * Connects.
     *
     * @param commandLog Kafka's id of the command log there is
     * @throws BackendUnreachable when there is no connection to be had
     */
    public static NewEpoch open(SchemaOwner owner, KafkaClients clients, String commandLog) {
        return new NewEpoch(OperatorDatabase.open(owner.url(), owner.user(), owner.password()), clients, commandLog);
    }

    /** Other processes of this installation that are connected: none may be. */
    public List<String> others() {
        return history.connected();
    }

    /** Looks at both sides. */
    public NewEpochPlan survey(boolean skip) {
        Map<Integer, PartitionProgress> standing = history.standing();
        Map<Integer, Long> heads = new HashMap<>();
        standing.forEach((partition, progress) -> heads.put(partition, progress.head()));
        Map<Integer, Long> begins = logs.commands(heads.keySet(), OffsetSpec.earliest());
        Map<Integer, Long> ends = logs.commands(heads.keySet(), OffsetSpec.latest());
        Map<Integer, Long> tails = new KafkaTopicTail(clients).positions(heads.keySet(), heads);
        List<NewEpochPlan.Partition> partitions = new ArrayList<>();
        standing.forEach((partition, progress) -> partitions.add(new NewEpochPlan.Partition(
                partition,
                progress.nextOffset(),
                progress.head(),
                begins.getOrDefault(partition, 0L),
                ends.getOrDefault(partition, 0L),
                tails.getOrDefault(partition, 0L))));
        Optional<String> known = history.commandLog();
        return new NewEpochPlan(partitions, known.isEmpty() || known.get().equals(commandLog), skip);
    }

    /**
     * Does it. The new epoch.
     *
     * @param replicas of the new events topic, as for {@link Topics#ensure}
     */
    public UUID begin(NewEpochPlan survey, OptionalInt replicas) {
        UUID epoch = history.renew(commandLog, survey.offsets());
        logs.deleteEvents();
        Topics.Ensured unused = Topics.ensure(clients, survey.partitions().size(), replicas);
        logs.publish(history.lastEvents());
        return epoch;
    }

    @Override
    public void close() {
        tables.close();
    }
}

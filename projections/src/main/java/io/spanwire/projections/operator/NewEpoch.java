package io.spanwire.projections.operator;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.schema.JdbcDatabase;
import io.spanwire.projections.schema.SchemaOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;

/**
 * The operation that makes Kafka and PostgreSQL agree again after one of them was restored or replaced: PostgreSQL's
 * history continues under a new epoch. No other process of the installation may run. Blocking, one thread. Fails with
 * {@link BackendUnreachable} or, for PostgreSQL, with {@code DatabaseUnavailable}.
 *
 * <h2>Order of the steps</h2>
 *
 * PostgreSQL comes first, in one transaction: the epoch, the command log's identity, the offsets. Then the events topic
 * is deleted, recreated, and given the last event of each partition, so that the relay continues behind it instead of
 * publishing the whole history. If the process dies before the topic is deleted, the next start is refused as before
 * and this operation can be repeated; if it dies later, the next start publishes more events than necessary.
 */
public final class NewEpoch implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final JdbcDatabase tables;
    private final HistoryTables history;
    private final TopicAdmin topics;
    private final KafkaClients clients;
    private final String commandLog;

    private NewEpoch(JdbcDatabase tables, KafkaClients clients, String commandLog) {
        this.tables = tables;
        this.history = new HistoryTables(tables);
        this.topics = new TopicAdmin(clients);
        this.clients = clients;
        this.commandLog = commandLog;
    }

    /** Connects to the database; {@code commandLog} is Kafka's id of the present command log. */
    public static NewEpoch open(SchemaOwner owner, KafkaClients clients, String commandLog) {
        return new NewEpoch(
                JdbcDatabase.forOperator(NewEpoch.class, owner.url(), owner.user(), owner.password()),
                clients,
                commandLog);
    }

    /** The other connected processes of this installation; there must be none. */
    public List<String> others() {
        return history.connected();
    }

    /** Compares both sides and plans the new epoch. */
    public NewEpochPlan plan(boolean skip) {
        Map<Integer, PartitionProgress> stored = history.progress();
        Map<Integer, Long> heads = PartitionProgress.heads(stored);
        Map<Integer, Long> begins = topics.commandOffsets(heads.keySet(), OffsetSpec.earliest());
        Map<Integer, Long> ends = topics.commandOffsets(heads.keySet(), OffsetSpec.latest());
        Map<Integer, Long> tails = new KafkaTopicTail(clients).positions(heads.keySet(), heads);
        List<NewEpochPlan.Partition> partitions = new ArrayList<>();
        stored.forEach((partition, progress) -> partitions.add(new NewEpochPlan.Partition(
                partition,
                progress.nextOffset(),
                progress.head(),
                begins.getOrDefault(partition, 0L),
                ends.getOrDefault(partition, 0L),
                tails.getOrDefault(partition, 0L))));
        boolean sameLog =
                history.commandLog().filter(known -> !known.equals(commandLog)).isEmpty();
        return new NewEpochPlan(partitions, sameLog, skip);
    }

    /** Carries out the plan, with replicas as for {@link Topics#ensure}, and returns the new epoch. */
    public UUID begin(NewEpochPlan plan, OptionalInt replicas) {
        UUID epoch = history.renew(commandLog, plan.offsets());
        topics.deleteEvents();
        Topics.Ensured unused = Topics.ensure(clients, plan.partitions().size(), replicas);
        topics.send("the last events", DELIVERY, history.lastEvents());
        topics.removeMembers(Topics.WORKER_GROUP);
        return epoch;
    }

    @Override
    public void close() {
        tables.close();
    }
}

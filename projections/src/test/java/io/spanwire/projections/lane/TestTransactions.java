package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** A lane's transactions on a real database, with commands from the test, in one partition. */
final class TestTransactions implements AutoCloseable {
    static final Domains DOMAINS = Domains.of(List.of(new NamesDomain()));
    static final ParkingLimits LIMITS = new ParkingLimits(4, 2);
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private final PipelinedConnection connection;
    private final PostgresJournal journal;
    private final StreamCache cache = new StreamCache(100, new Partitioning(1));
    private final BatchTransaction transaction;
    private final long roundTripsBefore;
    private long offset;

    /** A lane with these domains that continues at this offset. */
    TestTransactions(Vertx vertx, TestDatabase database, long offset, Domains domains, String domainsHash) {
        this.connection = PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20));
        this.journal = new PostgresJournal(connection);
        ClaimedPartitions claimed = new ClaimedPartitions();
        claimed.join(journal.partitionProgress(List.of(0)), journal.parked(List.of(0)));
        this.transaction = new BatchTransaction(
                domains, journal, cache, claimed, new SnapshotPolicy(3), LIMITS, decider(domains), domainsHash);
        this.roundTripsBefore = connection.roundTrips();
        this.offset = offset;
    }

    static TimedDecider decider(Domains domains) {
        return new TimedDecider(domains, System::nanoTime, nanos -> {});
    }

    CommittedBatch run(Command... commands) {
        List<LogRecord> records = new ArrayList<>();
        long first = offset;
        for (Command command : commands) {
            records.add(new LogRecord.CommandRecord(0, first++, command, OptionalInt.of(0)));
        }
        CommittedBatch committed = transaction.run(new Batch(records, Map.of()));
        offset = first;
        return committed;
    }

    /** Runs one transaction of an order; the next call continues it unless it is finished. */
    CommittedBatch page(OperatorOrder order) {
        CommittedBatch committed =
                transaction.run(new Batch(List.of(new LogRecord.OrderRecord(0, offset, order)), Map.of()));
        offset += committed.finished() ? 1 : 0;
        return committed;
    }

    /** Runs all transactions of an order and returns their outcomes, in order. */
    List<Outcome> carryOut(OperatorOrder order) {
        List<Outcome> outcomes = new ArrayList<>();
        CommittedBatch committed;
        do {
            committed = page(order);
            outcomes.addAll(outcomes(committed));
        } while (!committed.finished());
        return outcomes;
    }

    Journal journal() {
        return journal;
    }

    long offset() {
        return offset;
    }

    long roundTrips() {
        return connection.roundTrips() - roundTripsBefore;
    }

    static List<Outcome> outcomes(CommittedBatch committed) {
        return committed.replies().stream().map(CommittedBatch.Reply::outcome).toList();
    }

    static Command note(String owner, String text) {
        return command(owner, "add-note", "{\"text\":\"" + text + "\"}");
    }

    static Command command(String owner, String name, String data) {
        return on(new StreamId("owner", owner), name, data);
    }

    static Command on(StreamId stream, String name, String data) {
        Caller caller = Caller.of("u-" + stream.key(), stream.key());
        return new Command(UUID.randomUUID(), stream, name, data, caller, AT, OptionalLong.empty());
    }

    static Command withId(UUID id, Command command) {
        return new Command(
                id,
                command.stream(),
                command.name(),
                command.data(),
                command.caller(),
                command.at(),
                command.expected());
    }

    static OperatorOrder order(String owner, OperatorOrder.Verb verb) {
        return order(new StreamId("owner", owner), verb);
    }

    static OperatorOrder order(StreamId stream, OperatorOrder.Verb verb) {
        return new OperatorOrder(UUID.randomUUID(), stream, verb, "operator", AT);
    }

    @Override
    public void close() {
        connection.close();
    }
}

package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** A lane with one command log on a real database: it retries with new connections until everything is decided. */
final class RetryingLane implements AutoCloseable {
    private static final int MAX_TRIES = 12;

    private final Vertx vertx;
    private final TestDatabase database;
    private final Duration statementTimeout;
    private final SlowBatchPolicy slowBatches = new SlowBatchPolicy(SlowBatchPolicy.MAX_POLL_GAP);
    private final List<LogRecord> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private PipelinedConnection connection;
    private BatchTransaction transaction;
    private final AtomicInteger restarts = new AtomicInteger();

    RetryingLane(Vertx vertx, TestDatabase database, Duration statementTimeout) {
        this.vertx = vertx;
        this.database = database;
        this.statementTimeout = statementTimeout;
        this.connection = connect();
        this.transaction = transaction();
    }

    /** Decides these commands and returns their outcomes, in order. */
    List<Outcome> decide(Command... commands) {
        for (Command command : commands) {
            log.add(new LogRecord.CommandRecord(0, log.size(), command, OptionalInt.of(0)));
        }
        return decideAll();
    }

    List<Outcome> carryOut(OperatorOrder order) {
        log.add(new LogRecord.OrderRecord(0, log.size(), order));
        return decideAll();
    }

    /** How often it opened a new connection after a failure. */
    int restarts() {
        return restarts.get();
    }

    private List<Outcome> decideAll() {
        int before = outcomes.size();
        int max = restarts.get() + MAX_TRIES;
        for (int from = offset(); from < log.size(); from = offset()) {
            assertThat(restarts.get()).as("restarts").isLessThan(max);
            decide(new Batch(List.copyOf(log.subList(from, log.size())), Map.of()));
        }
        return List.copyOf(outcomes.subList(before, outcomes.size()));
    }

    private void decide(Batch polled) {
        try {
            for (Batch part : slowBatches.parts(polled)) {
                boolean finished = false;
                while (!finished) {
                    CommittedBatch committed = slowBatches.run(part, transaction);
                    outcomes.addAll(TestTransactions.outcomes(committed));
                    finished = committed.finished();
                }
            }
        } catch (DatabaseUnavailable unavailable) {
            restarts.incrementAndGet();
            connection.close();
            connection = connect();
            transaction = transaction();
        }
    }

    private int offset() {
        return Integer.parseInt(
                database.column("select next_offset from spanwire.partition").get(0));
    }

    private PipelinedConnection connect() {
        return PipelinedConnection.open(vertx, database.worker(), statementTimeout);
    }

    private BatchTransaction transaction() {
        return new BatchTransaction(
                TestTransactions.DOMAINS,
                new PostgresJournal(connection),
                new StreamCache(100, new Partitioning(1)),
                new ClaimedPartitions(),
                new SnapshotPolicy(3),
                TestTransactions.LIMITS,
                TestTransactions.decider(TestTransactions.DOMAINS),
                "");
    }

    @Override
    public void close() {
        connection.close();
    }
}

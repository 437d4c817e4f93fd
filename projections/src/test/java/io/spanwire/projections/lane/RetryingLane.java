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

/** What a lane does with one command log on a real database: tries again from a new connection until all is decided. */
final class RetryingLane implements AutoCloseable {
    private static final int MAX_TRIES = 12;

    private final Vertx vertx;
    private final TestDatabase database;
    private final Duration statementTimeout;
    private final SlowBatchPolicy patience = new SlowBatchPolicy(SlowBatchPolicy.UNPOLLED);
    private final List<LogRecord> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private PipelinedConnection session;
    private BatchTransaction transaction;
    private final AtomicInteger troubles = new AtomicInteger();

    RetryingLane(Vertx vertx, TestDatabase database, Duration statementTimeout) {
        this.vertx = vertx;
        this.database = database;
        this.statementTimeout = statementTimeout;
        this.session = connect();
        this.transaction = transaction();
    }

    /** Decides these, and says what outcomes it brought, in order. */
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

    /** How often it had to start over. */
    int troubles() {
        return troubles.get();
    }

    private List<Outcome> decideAll() {
        int before = outcomes.size();
        int most = troubles.get() + MAX_TRIES;
        for (int from = offset(); from < log.size(); from = offset()) {
            assertThat(troubles.get()).as("times it started over").isLessThan(most);
            decide(new Batch(List.copyOf(log.subList(from, log.size())), Map.of()));
        }
        return List.copyOf(outcomes.subList(before, outcomes.size()));
    }

    private void decide(Batch polled) {
        try {
            for (Batch part : patience.parts(polled)) {
                boolean finished = false;
                while (!finished) {
                    CommittedBatch committed = patience.run(part, transaction);
                    outcomes.addAll(TestTransactions.outcomes(committed));
                    finished = committed.finished();
                }
            }
        } catch (DatabaseUnavailable trouble) {
            troubles.incrementAndGet();
            session.close();
            session = connect();
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
                new PostgresJournal(session),
                new StreamCache(100, new Partitioning(1)),
                new SnapshotPolicy(3),
                TestTransactions.LIMITS,
                "");
    }

    @Override
    public void close() {
        session.close();
    }
}

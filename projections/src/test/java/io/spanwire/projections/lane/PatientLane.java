package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ParkedOrder;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.journal.Session;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** What a lane does with one command log on a real database: tries again from a new connection until all is decided. */
final class PatientLane implements AutoCloseable {
    private static final int MOST_TRIES = 12;

    private final Vertx vertx;
    private final Database database;
    private final Duration longestStatement;
    private final Patience patience = new Patience(Patience.UNPOLLED);
    private final List<Item> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Session session;
    private BatchTransaction transaction;
    private final AtomicInteger troubles = new AtomicInteger();

    PatientLane(Vertx vertx, Database database, Duration longestStatement) {
        this.vertx = vertx;
        this.database = database;
        this.longestStatement = longestStatement;
        this.session = connect();
        this.transaction = transaction();
    }

    /** Decides these, and says what outcomes it brought, in order. */
    List<Outcome> decide(Command... commands) {
        for (Command command : commands) {
            log.add(new Item.Request(0, log.size(), command, OptionalInt.of(0)));
        }
        return decideAll();
    }

    List<Outcome> carryOut(ParkedOrder order) {
        log.add(new Item.Order(0, log.size(), order));
        return decideAll();
    }

    /** How often it had to start over. */
    int troubles() {
        return troubles.get();
    }

    private List<Outcome> decideAll() {
        int before = outcomes.size();
        int most = troubles.get() + MOST_TRIES;
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
                    Committed committed = patience.run(part, transaction);
                    outcomes.addAll(LaneBench.outcomes(committed));
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

    private Session connect() {
        return Session.open(vertx, database.worker(), longestStatement);
    }

    private BatchTransaction transaction() {
        return new BatchTransaction(
                LaneBench.DOMAINS,
                new PostgresJournal(session),
                new StreamMemory(100, new Partitioning(1)),
                new Snapshots(3),
                LaneBench.LIMITS);
    }

    @Override
    public void close() {
        session.close();
    }
}

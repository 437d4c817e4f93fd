package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The fixture of transaction tests: one partition on a real PostgreSQL and a lane, new and empty for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BatchTransactionFixture {
    private static final Partitioning ONE = new Partitioning(1);
    private static final Domains DOMAINS = Domains.of(List.of(new NamesDomain()));
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private final Vertx vertx = Vertx.vertx();
    TestDatabase database;
    PipelinedConnection connection;
    StreamCache cache;
    BatchTransaction transaction;
    private long offset;

    @BeforeAll
    void startDatabase() throws IOException {
        database = new TestDatabase();
        database.prepare(DOMAINS, 1);
    }

    @AfterAll
    void stopDatabase() throws Exception {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @BeforeEach
    void openLane() {
        database.execute("truncate spanwire.event, spanwire.outcome, spanwire.stream, spanwire.parked_record,"
                + " spanwire.parked_stream, spanwire.parked_command,"
                + " read_model.name_taken, read_model.name_note");
        database.execute("update spanwire.partition set next_offset = 0, head = 0");
        offset = 0;
        openLane(remembers());
    }

    @AfterEach
    void closeLane() {
        connection.close();
    }

    /** Whether the lane knows what it has written to its partition; otherwise it asks the database first. */
    boolean remembers() {
        return true;
    }

    /** Replaces the lane by a new one. */
    void reopenLane(boolean remembers) {
        connection.close();
        openLane(remembers);
    }

    private void openLane(boolean remembers) {
        connection = PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20));
        cache = new StreamCache(100, ONE);
        PostgresJournal journal = new PostgresJournal(connection);
        ClaimedPartitions claimed = new ClaimedPartitions();
        if (remembers) {
            claimed.join(journal.partitionProgress(List.of(0)), journal.parked(List.of(0)));
        }
        transaction = new BatchTransaction(
                DOMAINS,
                journal,
                cache,
                claimed,
                new SnapshotPolicy(3),
                new ParkingLimits(4, 3),
                TestTransactions.decider(DOMAINS),
                "");
    }

    CommittedBatch run(Command... commands) {
        List<LogRecord> records = new ArrayList<>();
        long first = offset;
        for (Command command : commands) {
            records.add(new LogRecord.CommandRecord(0, first++, command, OptionalInt.of(0)));
        }
        CommittedBatch committed = transaction.run(new Batch(records, Map.of(0, 4)));
        offset = first;
        return committed;
    }

    static List<Outcome> outcomes(CommittedBatch committed) {
        return committed.replies().stream().map(CommittedBatch.Reply::outcome).toList();
    }

    static Command note(String owner, String text) {
        return command(owner, "add-note", "{\"text\":\"" + text.replace("\"", "\\\"") + "\"}");
    }

    static Command command(String owner, String name, String data) {
        return new Command(
                UUID.randomUUID(),
                new StreamId("owner", owner),
                name,
                data,
                Caller.of("u-" + owner, owner),
                AT,
                OptionalLong.empty());
    }

    static Command[] notesOfForty() {
        return IntStream.range(0, 400)
                .mapToObj(i -> note("owner" + i % 40, "n" + i))
                .toArray(Command[]::new);
    }
}

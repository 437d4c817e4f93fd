package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.project.BulkStatement;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal ends each transaction, whatever happens in it, on a real PostgreSQL. */
class JournalBracketIT {
    private static final Statement NOTES = new Statement(
            new Sql(
                    "insert-notes",
                    "insert into read_model.name_note (owner, note, text)"
                            + " select * from unnest($1::text[], $2::bigint[], $3::text[])"),
            List.of(String.class, Long.class, String.class));

    private static Vertx vertx = Vertx.vertx();
    private static TestDatabase database;

    private PipelinedConnection connection;
    private PostgresJournal journal;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new TestDatabase();
        database.prepare(Domains.of(List.of(new NamesDomain())), 1);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @BeforeEach
    void connect() {
        database.execute("truncate read_model.name_note");
        connection = PipelinedConnection.open(vertx, database.worker(), Duration.ofSeconds(20));
        journal = new PostgresJournal(connection);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void workThatThrowsLeavesNeitherRowsNorLocks() {
        assertThatThrownBy(() -> journal.inTransaction(transaction -> {
                    lock(transaction);
                    transaction.writeOrUndo(notes("ann", 1L));
                    throw new IllegalStateException("a bug between lock and commit");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertNothingStoredAndUnlocked();
    }

    @Test
    void workThatDoesNotCommitIsRolledBack() {
        String result = journal.inTransaction(transaction -> {
            lock(transaction);
            transaction.writeOrUndo(notes("ann", 1L));
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertNothingStoredAndUnlocked();
    }

    @Test
    void valueThatDoesNotFitItsColumnRollsBackEarlierStatements() {
        commit(notes("ann", 1L));

        BatchChanges misfit = new BatchChanges(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(rows("bob", 2L), rows("eve", "not a number")),
                ParkingChanges.NONE);
        assertThatThrownBy(() -> commit(misfit)).isInstanceOf(StatementFailed.class);

        commit(notes("carl", 3L));
        assertThat(database.column("select owner from read_model.name_note order by note"))
                .containsExactly("ann", "carl");
    }

    private void assertNothingStoredAndUnlocked() {
        assertThat(database.column("select owner from read_model.name_note")).isEmpty();
        assertThat(database.column("select partition from spanwire.partition for update nowait"))
                .containsExactly("0");
        commit(notes("ann", 1L));
        assertThat(database.column("select owner from read_model.name_note")).containsExactly("ann");
    }

    private void commit(BatchChanges changes) {
        boolean committed = journal.inTransaction(transaction -> {
            Map<Integer, PartitionProgress> progress = lock(transaction);
            transaction.commit(changes, progress);
            return true;
        });
        assertThat(committed).isTrue();
    }

    private static Map<Integer, PartitionProgress> lock(JournalTransaction transaction) {
        return transaction.lock(List.of(0), Set.of(), Set.of(), Set.of()).partitions();
    }

    private static BatchChanges notes(String owner, Object number) {
        return new BatchChanges(
                List.of(), List.of(), List.of(), List.of(), List.of(rows(owner, number)), ParkingChanges.NONE);
    }

    private static BulkStatement rows(String owner, Object number) {
        return new BulkStatement(NOTES, List.of(Row.of(owner, number, "a note")));
    }
}

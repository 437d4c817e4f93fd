package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.command;
import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Projections that exceed the statement timeout, on a real PostgreSQL. */
@Timeout(120)
class SlowProjectionIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static NotesTable notes;

    private RetryingLane lane;

    @BeforeAll
    static void start() throws IOException {
        notes = new NotesTable();
        mend();
        for (String table : List.of("read_model.name_note", "read_model.name_taken", "spanwire.event")) {
            notes.database()
                    .execute("create trigger slow before insert on " + table
                            + " for each row execute function read_model.slow()");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        notes.close();
    }

    @BeforeEach
    void openLane() {
        notes.empty();
        lane = notes.retryingLane(TIMEOUT);
    }

    @AfterEach
    void closeLane() {
        mend();
        lane.close();
    }

    @Test
    void alwaysSlowProjectionParksItsStreamAndOthersContinue() {
        slow("name_note", 30, "slow");

        List<Outcome> outcomes =
                lane.decide(note("ann", "one"), note("ann", "slow"), note("bob", "two"), note("ann", "three"));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.restarts()).isEqualTo(SlowBatchPolicy.ATTEMPTS);
        assertThat(notes.texts()).containsExactly("one", "two");
        assertThat(notes.parked()).containsExactly("owner/ann 2");
        assertThat(notes.database().column("select reason from spanwire.parked_stream"))
                .containsExactly("A projection ran longer than 1 s: insert-notes.sql (PostgreSQL cancelled it)");
    }

    @Test
    void laterCommandsOfASlowStreamWaitUntried() {
        slow("name_note", 30, "slow");
        lane.decide(note("ann", "slow"));
        int before = lane.restarts();

        List<Outcome> outcomes = lane.decide(note("ann", "slow too"), note("bob", "two"));

        assertThat(outcomes).hasSize(1);
        assertThat(lane.restarts()).isEqualTo(before);
        assertThat(notes.parked()).containsExactly("owner/ann 2");
    }

    @Test
    void retryDecidesWaitingCommandsOnceTheProjectionIsFast() {
        slow("name_note", 30, "slow");
        lane.decide(note("ann", "slow"), note("ann", "two"), note("ann", "three"));
        mend();
        int before = lane.restarts();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(3).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.restarts()).isEqualTo(before);
        assertThat(notes.parked()).isEmpty();
        assertThat(notes.texts()).containsExactly("slow", "three", "two");
    }

    @Test
    void slowRetryParksAgainAfterOneMoreTry() {
        slow("name_note", 30, "first", "third");
        lane.decide(note("ann", "first"), note("ann", "second"), note("ann", "third"));
        slow("name_note", 30, "third");
        int before = lane.restarts();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.restarts()).isEqualTo(before + 1);
        assertThat(notes.parked()).containsExactly("owner/ann 1");
        assertThat(notes.texts()).containsExactly("first", "second");
    }

    @Test
    void rowsTooManyForOneStatementSucceedOneByOne() {
        slow("name_note", 0.4);

        List<Outcome> outcomes =
                lane.decide(note("ann", "one"), note("bob", "two"), note("eve", "three"), note("ann", "four"));

        assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.restarts()).isEqualTo(SlowBatchPolicy.ATTEMPTS);
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void statementsTooManyForOneRoundTripSucceedOneByOne() {
        slow("name_taken", 0.4);
        Command[] commands = {take("ann", "a"), take("bob", "b"), take("eve", "c"), take("ann", "d"), take("bob", "e")};

        List<Outcome> outcomes = lane.decide(commands);

        assertThat(outcomes).hasSize(5).allMatch(outcome -> outcome instanceof Accepted);
        // more if PostgreSQL is still running the abandoned statement and holds its lock
        assertThat(lane.restarts()).isGreaterThanOrEqualTo(SlowBatchPolicy.ATTEMPTS);
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void cancelledStatementParksNothing() {
        slow("name_note", 30, "slow");
        int cancels = 2 * SlowBatchPolicy.ATTEMPTS;
        CompletableFuture<Void> administrator = CompletableFuture.runAsync(() -> {
            AtomicInteger cancelled = new AtomicInteger();
            await().until(() -> cancelled.addAndGet(cancelSleeping()) >= cancels);
            mend();
        });

        List<Outcome> outcomes = lane.decide(note("ann", "slow"), note("bob", "two"));

        administrator.join();
        assertThat(lane.restarts()).isGreaterThanOrEqualTo(cancels);
        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void slowStatementOfSpanwireParksNothing() {
        slow("event", 30);
        CompletableFuture<Void> administrator = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> lane.restarts() >= 2 * SlowBatchPolicy.ATTEMPTS);
            mend();
        });

        List<Outcome> outcomes = lane.decide(note("ann", "one"), note("bob", "two"));

        administrator.join();
        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(notes.parked()).isEmpty();
    }

    private static Command take(String owner, String name) {
        return command(owner, "take-name", "{\"name\":\"" + name + "\"}");
    }

    /** Makes inserts into this table slow: those with one of these texts, or all. */
    private static void slow(String table, double seconds, String... texts) {
        String condition = texts.length == 0
                ? ""
                : " and to_jsonb(new)->>'text' = any (array['" + String.join("','", texts) + "'])";
        notes.database()
                .execute("create or replace function read_model.slow() returns trigger language plpgsql as $$ begin"
                        + " if tg_table_name = '" + table + "'" + condition + " then perform pg_sleep(" + seconds
                        + "); end if; return new; end $$");
    }

    private static void mend() {
        slow("none", 0);
    }

    private static int cancelSleeping() {
        return notes.database()
                .column("select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and usename = 'worker' and wait_event = 'PgSleep'")
                .size();
    }
}

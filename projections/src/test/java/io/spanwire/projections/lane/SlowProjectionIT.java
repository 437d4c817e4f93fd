package io.spanwire.projections.lane;

import static io.spanwire.bus.message.ParkedOrder.Verb.RETRY;
import static io.spanwire.projections.lane.LaneBench.command;
import static io.spanwire.projections.lane.LaneBench.note;
import static io.spanwire.projections.lane.LaneBench.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.vertx.core.Vertx;
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

/** Projections that run into the time limit of a statement, on a real PostgreSQL. */
@Timeout(120)
class SlowProjectionIT {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static Vertx vertx = Vertx.vertx();
    private static Database database;

    private PatientLane lane;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new Database();
        database.prepare(LaneBench.DOMAINS, 1);
        slow("none", 0);
        for (String table : List.of("read_model.name_note", "read_model.name_taken", "spanwire.event")) {
            database.execute("create trigger slow before insert on " + table
                    + " for each row execute function read_model.slow()");
        }
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @BeforeEach
    void openLane() {
        database.execute("truncate spanwire.event, spanwire.outcome, spanwire.stream, spanwire.parked_stream,"
                + " spanwire.parked_command, spanwire.parked_order, read_model.name_taken, read_model.name_note");
        database.execute("update spanwire.partition set next_offset = 0, head = 0");
        lane = new PatientLane(vertx, database, LONGEST);
    }

    @AfterEach
    void closeLane() {
        mend();
        lane.close();
    }

    @Test
    void projectionThatAlwaysRunsTooLongParksItsStreamAndOthersGoOn() {
        slow("name_note", 30, "slow");

        List<Outcome> outcomes =
                lane.decide(note("ann", "one"), note("ann", "slow"), note("bob", "two"), note("ann", "three"));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.troubles()).isEqualTo(Patience.ATTEMPTS);
        assertThat(texts()).containsExactly("one", "two");
        assertThat(parked()).containsExactly("owner/ann 2");
        assertThat(database.column("select reason from spanwire.parked_stream"))
                .containsExactly("A projection ran longer than 1 s: insert-notes.sql (PostgreSQL cancelled it)");
    }

    @Test
    void laterCommandsOfAStreamThatIsTooSlowWaitWithoutBeingTried() {
        slow("name_note", 30, "slow");
        lane.decide(note("ann", "slow"));
        int before = lane.troubles();

        List<Outcome> outcomes = lane.decide(note("ann", "slow too"), note("bob", "two"));

        assertThat(outcomes).hasSize(1);
        assertThat(lane.troubles()).isEqualTo(before);
        assertThat(parked()).containsExactly("owner/ann 2");
    }

    @Test
    void retryDecidesWhatWaitsOnceTheProjectionIsQuickAgain() {
        slow("name_note", 30, "slow");
        lane.decide(note("ann", "slow"), note("ann", "two"), note("ann", "three"));
        mend();
        int before = lane.troubles();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(3).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.troubles()).isEqualTo(before);
        assertThat(parked()).isEmpty();
        assertThat(texts()).containsExactly("slow", "three", "two");
    }

    @Test
    void retryThatIsTooSlowParksAgainBehindWhatWentThroughAfterOneMoreTry() {
        slow("name_note", 30, "first", "third");
        lane.decide(note("ann", "first"), note("ann", "second"), note("ann", "third"));
        slow("name_note", 30, "third");
        int before = lane.troubles();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.troubles()).isEqualTo(before + 1);
        assertThat(parked()).containsExactly("owner/ann 1");
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void manyRowsThatAreTooMuchForOneStatementGoThroughOneByOne() {
        slow("name_note", 0.4);

        List<Outcome> outcomes =
                lane.decide(note("ann", "one"), note("bob", "two"), note("eve", "three"), note("ann", "four"));

        assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(lane.troubles()).isEqualTo(Patience.ATTEMPTS);
        assertThat(parked()).isEmpty();
    }

    @Test
    void manyStatementsThatAreTooMuchForOneWaveGoThroughOneByOne() {
        slow("name_taken", 0.4);
        Command[] commands = {take("ann", "a"), take("bob", "b"), take("eve", "c"), take("ann", "d"), take("bob", "e")};

        List<Outcome> outcomes = lane.decide(commands);

        assertThat(outcomes).hasSize(5).allMatch(outcome -> outcome instanceof Accepted);
        // more when PostgreSQL is still at what the lane has given up, and holds its lock
        assertThat(lane.troubles()).isGreaterThanOrEqualTo(Patience.ATTEMPTS);
        assertThat(parked()).isEmpty();
    }

    @Test
    void statementThatIsCancelledParksNothing() {
        slow("name_note", 30, "slow");
        int cancels = 2 * Patience.ATTEMPTS;
        CompletableFuture<Void> administrator = CompletableFuture.runAsync(() -> {
            AtomicInteger cancelled = new AtomicInteger();
            await().until(() -> cancelled.addAndGet(cancelSleeping()) >= cancels);
            mend();
        });

        List<Outcome> outcomes = lane.decide(note("ann", "slow"), note("bob", "two"));

        administrator.join();
        assertThat(lane.troubles()).isGreaterThanOrEqualTo(cancels);
        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(parked()).isEmpty();
    }

    @Test
    void statementOfOurOwnThatRunsTooLongParksNothing() {
        slow("event", 30);
        CompletableFuture<Void> administrator = CompletableFuture.runAsync(() -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> lane.troubles() >= 2 * Patience.ATTEMPTS);
            mend();
        });

        List<Outcome> outcomes = lane.decide(note("ann", "one"), note("bob", "two"));

        administrator.join();
        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(parked()).isEmpty();
    }

    private static Command take(String owner, String name) {
        return command(owner, "take-name", "{\"name\":\"" + name + "\"}");
    }

    /** Each row of this table that has one of these texts, or each row, takes so long. */
    private static void slow(String table, double seconds, String... texts) {
        String condition = texts.length == 0
                ? ""
                : " and to_jsonb(new)->>'text' = any (array['" + String.join("','", texts) + "'])";
        database.execute("create or replace function read_model.slow() returns trigger language plpgsql as $$ begin"
                + " if tg_table_name = '" + table + "'" + condition + " then perform pg_sleep(" + seconds
                + "); end if; return new; end $$");
    }

    private static void mend() {
        slow("none", 0);
    }

    private static int cancelSleeping() {
        return database.column("select pg_cancel_backend(pid) from pg_stat_activity where usename = 'worker'"
                        + " and wait_event = 'PgSleep'")
                .size();
    }

    private static List<String> texts() {
        return database.column("select text from read_model.name_note order by text");
    }

    private static List<String> parked() {
        return database.column("select stream || ' ' || waiting from spanwire.parked_stream order by stream");
    }
}

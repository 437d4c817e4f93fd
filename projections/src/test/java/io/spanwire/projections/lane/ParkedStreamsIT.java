package io.spanwire.projections.lane;

import static io.spanwire.bus.message.ParkedOrder.Verb.DROP;
import static io.spanwire.bus.message.ParkedOrder.Verb.DROP_ALL;
import static io.spanwire.bus.message.ParkedOrder.Verb.RETRY;
import static io.spanwire.projections.lane.LaneBench.command;
import static io.spanwire.projections.lane.LaneBench.note;
import static io.spanwire.projections.lane.LaneBench.order;
import static io.spanwire.projections.lane.LaneBench.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.ParkedOrder;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose projection fails for good, on a real PostgreSQL. */
class ParkedStreamsIT {
    private static Vertx vertx = Vertx.vertx();
    private static Database database;

    private LaneBench lane;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new Database();
        database.prepare(LaneBench.DOMAINS, 1);
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
        database.execute("alter table read_model.name_note add constraint no_bad check (text not like '%bad%')");
        lane = new LaneBench(vertx, database, 0);
    }

    @AfterEach
    void closeLane() {
        mend();
        lane.close();
    }

    @Test
    void failingCommandParksItsStreamAndOthersGoOn() {
        Committed committed = lane.run(
                note("ann", "one"), note("ann", "bad"), note("bob", "two"), note("ann", "three"), note("bob", "four"));

        assertThat(outcomes(committed))
                .allMatch(outcome -> outcome instanceof Accepted)
                .hasSize(3);
        assertThat(events()).containsExactly("owner/ann:1", "owner/bob:1", "owner/bob:2");
        assertThat(texts()).containsExactly("four", "one", "two");
        assertThat(parked()).containsExactly("owner/ann 2");
        assertThat(database.column("select reason from spanwire.parked_stream").get(0))
                .contains("23514")
                .contains("no_bad");
        assertThat(database.column("select next_offset || ':' || head from spanwire.partition"))
                .containsExactly("5:3");
        assertThat(committed.parked().get(0)).hasToString("Count[streams=1, commands=2]");
    }

    @Test
    void commandsOfAParkedStreamWaitInLaterBatchesAtNoExtraRoundTrip() {
        lane.run(note("ann", "one"), note("ann", "bad"), note("bob", "two"));
        long before = lane.waves();

        Committed committed = lane.run(note("ann", "three"), note("bob", "four"));

        assertThat(lane.waves() - before).isEqualTo(2);
        assertThat(outcomes(committed)).hasSize(1);
        assertThat(parked()).containsExactly("owner/ann 2");
    }

    @Test
    void retryDecidesWhatWaitsInOrderPageByPage() {
        Command bad = note("ann", "bad");
        Command second = note("ann", "second");
        Command third = note("ann", "third");
        lane.run(note("ann", "one"), bad, second, note("bob", "two"), third);
        mend();

        ParkedOrder order = order("ann", RETRY);
        Committed first = lane.page(order);
        List<Outcome> rest = lane.carryOut(order);

        assertThat(first.finished()).isFalse();
        assertThat(outcomes(first)).extracting(Outcome::command).containsExactly(bad.id(), second.id());
        assertThat(rest).extracting(Outcome::command).containsExactly(third.id());
        assertThat(((Accepted) rest.get(0)).version()).isEqualTo(4);
        assertThat(events()).containsExactly("owner/ann:1", "owner/bob:1", "owner/ann:2", "owner/ann:3", "owner/ann:4");
        assertThat(parked()).isEmpty();
        assertThat(orders()).containsExactly("retry 3 true");
        assertThat(database.column("select next_offset from spanwire.partition"))
                .containsExactly(Long.toString(lane.offset()));
        assertThat(outcomes(lane.run(note("ann", "five")))).allMatch(outcome -> ((Accepted) outcome).version() == 5);
    }

    @Test
    void retryStopsAtTheFirstThatFailsAgain() {
        lane.run(note("ann", "bad"), note("ann", "good"), note("ann", "bad again"), note("ann", "last"));
        database.execute("update spanwire.parked_command set value = convert_to(replace("
                + "convert_from(value, 'UTF8'), '\"bad\"', '\"mended\"'), 'UTF8') where \"offset\" = 0");

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(parked()).containsExactly("owner/ann 2");
        assertThat(orders()).containsExactly("retry 2 true");
    }

    @Test
    void retryCutOffHalfWayGoesOnWhereItWas() {
        lane.run(note("ann", "bad"), note("ann", "two"), note("ann", "three"));
        mend();
        ParkedOrder order = order("ann", RETRY);
        lane.page(order);
        lane.close();

        lane = new LaneBench(vertx, database, lane.offset());
        List<Outcome> rest = lane.carryOut(order);

        assertThat(rest).hasSize(1);
        assertThat(events()).containsExactly("owner/ann:1", "owner/ann:2", "owner/ann:3");
        assertThat(orders()).containsExactly("retry 3 true");
    }

    @Test
    void dropRejectsTheFirstAndTriesTheOthers() {
        Command bad = note("ann", "bad");
        lane.run(bad, note("ann", "two"), note("ann", "three"));

        ParkedOrder order = order("ann", DROP);
        List<Outcome> outcomes = lane.carryOut(order);
        List<Outcome> again = lane.carryOut(order);

        assertThat(((Rejected) outcomes.get(0)).problem().code()).isEqualTo("dropped");
        assertThat(outcomes.get(0).command()).isEqualTo(bad.id());
        assertThat(outcomes.subList(1, 3)).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(again).isEmpty();
        assertThat(texts()).containsExactly("three", "two");
        assertThat(parked()).isEmpty();
    }

    @Test
    void dropDropsOnlyOneOfTwoThatFail() {
        lane.run(note("ann", "bad"), note("ann", "bad too"), note("ann", "three"));

        List<Outcome> outcomes = lane.carryOut(order("ann", DROP));

        assertThat(outcomes).hasSize(1);
        assertThat(parked()).containsExactly("owner/ann 2");
    }

    @Test
    void dropAllRejectsAll() {
        lane.run(note("ann", "bad"), note("ann", "two"), note("ann", "three"));

        List<Outcome> outcomes = lane.carryOut(order("ann", DROP_ALL));

        assertThat(outcomes)
                .hasSize(3)
                .allMatch(outcome -> ((Rejected) outcome).problem().code().equals("dropped"));
        assertThat(events()).isEmpty();
        assertThat(parked()).isEmpty();
    }

    @Test
    void orderForAStreamThatIsNotParkedIsRecordedAndDoesNothing() {
        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).isEmpty();
        assertThat(orders()).containsExactly("retry 0 true");
    }

    @Test
    void moreThanMayWaitAreRejected() {
        Committed committed =
                lane.run(note("ann", "bad"), note("ann", "2"), note("ann", "3"), note("ann", "4"), note("ann", "5"));

        assertThat(((Rejected) outcomes(committed).get(0)).problem().code()).isEqualTo("queue-full");
        assertThat(parked()).containsExactly("owner/ann 4");
    }

    @Test
    void commandSentAgainWaitsOnce() {
        Command bad = note("ann", "bad");
        lane.run(bad, bad);
        lane.run(bad);
        mend();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes(lane.run(bad))).isEqualTo(outcomes);
    }

    @Test
    void domainsRuleStaysARejection() {
        Committed committed = lane.run(
                command("ann", "take-name", "{\"name\":\"x\"}"),
                command("bob", "take-name", "{\"name\":\"x\"}"),
                note("bob", "bad"));

        assertThat(((Rejected) outcomes(committed).get(1)).problem().code()).isEqualTo("name-taken");
        assertThat(parked()).containsExactly("owner/bob 1");
    }

    @Test
    void constraintCheckedAtTheCommitParksToo() {
        database.execute("alter table read_model.name_note add constraint once unique (text) deferrable initially"
                + " deferred");
        try {
            Committed committed = lane.run(note("ann", "same"), note("bob", "same"), note("eve", "other"));

            assertThat(outcomes(committed)).hasSize(2);
            assertThat(parked()).containsExactly("owner/bob 1");
        } finally {
            database.execute("alter table read_model.name_note drop constraint once");
        }
    }

    @Test
    void rowThatCannotBeSentParks() {
        Committed committed = lane.run(note("bob", "fine"), command("ann", "misfit", "{}"), note("bob", "fine, too"));

        assertThat(outcomes(committed)).hasSize(2);
        assertThat(events()).containsExactly("owner/bob:1", "owner/bob:2");
        assertThat(parked()).containsExactly("owner/ann 1");
    }

    @Test
    void columnsThatDoNotFitPark() {
        Committed committed = lane.run(note("bob", "fine"), command("ann", "misfit-column", "{}"));

        assertThat(outcomes(committed)).hasSize(1);
        assertThat(events()).containsExactly("owner/bob:1");
        assertThat(parked()).containsExactly("owner/ann 1");
    }

    @Test
    void tableThatIsMissingParksUntilItIsBack() {
        database.execute("alter table read_model.name_note rename to elsewhere");
        Committed committed;
        try {
            committed = lane.run(note("ann", "one"), command("bob", "take-name", "{\"name\":\"x\"}"));
        } finally {
            database.execute("alter table read_model.elsewhere rename to name_note");
        }

        assertThat(outcomes(committed)).hasSize(1);
        assertThat(parked()).containsExactly("owner/ann 1");
        assertThat(lane.carryOut(order("ann", RETRY))).hasSize(1);
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void lockThatDoesNotComeIsTroubleOfTheLaneNotOfTheStream() throws Exception {
        try (var holder = database.connection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table read_model.name_note");

            assertThatThrownBy(() -> lane.run(note("ann", "one"))).isInstanceOf(DatabaseUnavailable.class);
        }

        assertThat(parked()).isEmpty();
    }

    @Test
    void troubleWithOurOwnTablesIsTroubleOfTheLane() {
        database.execute("revoke insert on spanwire.outcome from worker");
        try {
            assertThatThrownBy(() -> lane.run(note("ann", "one"))).isInstanceOf(DatabaseUnavailable.class);
        } finally {
            database.execute("grant insert on spanwire.outcome to worker");
        }

        assertThat(parked()).isEmpty();
    }

    private static void mend() {
        database.execute("alter table read_model.name_note drop constraint if exists no_bad");
    }

    private static List<String> events() {
        return database.column("select stream || ':' || version from spanwire.event order by position");
    }

    private static List<String> texts() {
        return database.column("select text from read_model.name_note order by text");
    }

    private static List<String> parked() {
        return database.column(
                "select stream || ' ' || waiting from spanwire.parked_stream join (select stream, count(*) as rows from"
                        + " spanwire.parked_command group by stream) as commands using (stream) where waiting = rows");
    }

    private static List<String> orders() {
        return database.column("select verb || ' ' || decided || ' ' || finished from spanwire.parked_order");
    }
}

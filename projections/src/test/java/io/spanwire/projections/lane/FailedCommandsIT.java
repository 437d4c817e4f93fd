package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Failed;
import io.spanwire.bus.message.StreamId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands whose decider throws have no final outcome, on a real PostgreSQL. */
class FailedCommandsIT {
    private static final StreamId ANN = StreamId.parse("tally/ann");
    private static final String DIVIDE_BY_ZERO = "{\"by\":0}";
    private static final String OUTCOMES = "select 1 from spanwire.outcome";
    private static final String EVENTS = "select 1 from spanwire.event";

    private static NotesTable notes;

    @BeforeAll
    static void start() throws IOException {
        notes = new NotesTable();
    }

    @AfterAll
    static void stop() throws Exception {
        notes.close();
    }

    @BeforeEach
    void empty() {
        notes.empty();
    }

    @Test
    void failedCommandIsStoredWithoutAnOutcomeAndOthersContinue() {
        try (TestTransactions lane = notes.lane(0, Tally.first(), "1")) {
            Command failing = on(ANN, "divide", DIVIDE_BY_ZERO);

            CommittedBatch committed = lane.run(on(ANN, "add", "{\"by\":5}"), failing, on(ANN, "add", "{\"by\":1}"));

            List<Outcome> outcomes = outcomes(committed);
            assertThat(((Failed) outcomes.get(1)).problem().code()).isEqualTo("undecidable");
            assertThat(((Accepted) outcomes.get(2)).version()).isEqualTo(2);
            assertThat(failures()).containsExactly(failing.id() + " /problems/undecidable");
            assertThat(count(OUTCOMES)).isEqualTo(2);
            assertThat(notes.parked()).isEmpty();
            assertThat(lane.roundTrips()).as("no extra round trip").isEqualTo(2);
        }
    }

    @Test
    void sameIdIsDecidedAgainInTheSameBatchAndLater() {
        Command failing = on(ANN, "divide", DIVIDE_BY_ZERO);
        try (TestTransactions lane = notes.lane(0, Tally.first(), "1")) {
            assertThat(outcomes(lane.run(failing, failing))).hasSize(2).allMatch(each -> !each.isFinal());
            assertThat(outcomes(lane.run(failing))).allMatch(each -> !each.isFinal());
            assertThat(failures()).hasSize(1);
        }
        try (TestTransactions mended = notes.lane(3, Tally.second(), "2")) {
            Outcome outcome = outcomes(mended.run(failing)).get(0);

            assertThat(outcome).isInstanceOf(Accepted.class);
            assertThat(outcomes(mended.run(failing))).containsExactly(outcome);
            assertThat(count(OUTCOMES)).isEqualTo(1);
        }
    }

    @Test
    void commandThatOnlyANewerJarKnowsIsDecidedByIt() {
        Command label = on(ANN, "label", "{\"text\":\"x\"}");
        try (TestTransactions older = notes.lane(0, Tally.first(), "1")) {
            assertThat(outcomes(older.run(label))).allMatch(each -> each instanceof Failed);
            assertThat(failures()).containsExactly(label.id() + " /problems/undecidable");
            assertThat(count(OUTCOMES)).isZero();
        }
        try (TestTransactions newer = notes.lane(1, Tally.second(), "2")) {
            assertThat(outcomes(newer.run(label))).allMatch(each -> each instanceof Accepted);
        }
    }

    @Test
    void finalOutcomeOfTheSameBatchReplacesTheFailure() {
        Command failing = on(ANN, "divide", DIVIDE_BY_ZERO);
        Command same = TestTransactions.withId(failing.id(), on(ANN, "add", "{\"by\":1}"));
        try (TestTransactions lane = notes.lane(0, Tally.first(), "1")) {
            List<Outcome> outcomes = outcomes(lane.run(failing, same, failing));

            assertThat(outcomes.get(0)).isInstanceOf(Failed.class);
            assertThat(outcomes.get(1)).isInstanceOf(Accepted.class).isEqualTo(outcomes.get(2));
            assertThat(failures()).isEmpty();
        }
    }

    @Test
    void eventThatCannotBeStoredIsTheDomainsFailure() {
        notes.database()
                .execute("create function spanwire.untranslatable() returns trigger language plpgsql as"
                        + " $$begin raise exception 'simulated failure' using errcode = '22P05'; end$$;"
                        + " create trigger untranslatable before insert on spanwire.event for each row"
                        + " when (new.body like '%\"by\":99%') execute function spanwire.untranslatable()");
        try (TestTransactions lane = notes.lane(0, Tally.first(), "1")) {
            CommittedBatch committed = lane.run(on(ANN, "add", "{\"by\":5}"), on(ANN, "add", "{\"by\":99}"));

            assertThat(outcomes(committed).get(0)).isInstanceOf(Accepted.class);
            assertThat(outcomes(committed).get(1)).isInstanceOf(Failed.class);
            assertThat(failures()).hasSize(1);
            assertThat(count(EVENTS)).isEqualTo(1);
        } finally {
            notes.database().execute("drop function spanwire.untranslatable cascade");
        }
    }

    @Test
    void retryContinuesPastACommandThatFails() {
        try (TestTransactions second = notes.lane(0, Tally.second(), "2")) {
            second.run(on(ANN, "label", "{\"text\":\"x\"}"));
        }
        Command failing = on(ANN, "divide", DIVIDE_BY_ZERO);
        try (TestTransactions first = notes.lane(1, Tally.first(), "1")) {
            first.run(failing, on(ANN, "add", "{\"by\":1}"));
            assertThat(notes.parked()).containsExactly("tally/ann 2");
            notes.database().execute("delete from spanwire.event");
            notes.database().execute("delete from spanwire.stream");

            List<Outcome> outcomes = first.carryOut(TestTransactions.order(ANN, RETRY));

            assertThat(outcomes.get(0)).isInstanceOf(Failed.class);
            assertThat(outcomes.get(1)).isInstanceOf(Accepted.class);
            assertThat(notes.parked()).isEmpty();
            assertThat(failures()).hasSize(1);
        }
    }

    private static List<String> failures() {
        return notes.database()
                .column("select command || ' ' || (problem::json ->> 'type') from spanwire.failed_command");
    }

    private static int count(String query) {
        return notes.database().column(query).size();
    }
}

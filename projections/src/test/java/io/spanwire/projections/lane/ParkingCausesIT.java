package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.command;
import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.projections.journal.DatabaseUnavailable;
import org.junit.jupiter.api.Test;

/** Which failures park a stream, which fail the lane and which reject the command, on a real PostgreSQL. */
class ParkingCausesIT extends ParkingFixture {
    @Test
    void domainRuleRejects() {
        CommittedBatch committed = lane.run(
                command("ann", "take-name", "{\"name\":\"x\"}"),
                command("bob", "take-name", "{\"name\":\"x\"}"),
                note("bob", "bad"));

        assertThat(((Rejected) outcomes(committed).get(1)).problem().code()).isEqualTo("name-taken");
        assertThat(notes.parked()).containsExactly("owner/bob 1");
    }

    @Test
    void constraintCheckedAtCommitParksToo() {
        notes.database()
                .execute("alter table read_model.name_note add constraint once unique (text) deferrable initially"
                        + " deferred");
        try {
            CommittedBatch committed = lane.run(note("ann", "same"), note("bob", "same"), note("eve", "other"));

            assertThat(outcomes(committed)).hasSize(2);
            assertThat(notes.parked()).containsExactly("owner/bob 1");
        } finally {
            notes.database().execute("alter table read_model.name_note drop constraint once");
        }
    }

    @Test
    void rowThatCannotBeSentParks() {
        CommittedBatch committed =
                lane.run(note("bob", "fine"), command("ann", "misfit", "{}"), note("bob", "fine, too"));

        assertThat(outcomes(committed)).hasSize(2);
        assertThat(notes.events()).containsExactly("owner/bob:1", "owner/bob:2");
        assertThat(notes.parked()).containsExactly("owner/ann 1");
    }

    @Test
    void columnThatDoesNotFitParks() {
        CommittedBatch committed = lane.run(note("bob", "fine"), command("ann", "misfit-column", "{}"));

        assertThat(outcomes(committed)).hasSize(1);
        assertThat(notes.events()).containsExactly("owner/bob:1");
        assertThat(notes.parked()).containsExactly("owner/ann 1");
    }

    @Test
    void missingTableParksUntilItIsBack() {
        notes.database().execute("alter table read_model.name_note rename to elsewhere");
        CommittedBatch committed;
        try {
            committed = lane.run(note("ann", "one"), command("bob", "take-name", "{\"name\":\"x\"}"));
        } finally {
            notes.database().execute("alter table read_model.elsewhere rename to name_note");
        }

        assertThat(outcomes(committed)).hasSize(1);
        assertThat(notes.parked()).containsExactly("owner/ann 1");
        assertThat(lane.carryOut(order("ann", RETRY))).hasSize(1);
        assertThat(notes.texts()).containsExactly("one");
    }

    @Test
    void lockTimeoutFailsTheLaneAndParksNothing() throws Exception {
        try (var holder = notes.database().connection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table read_model.name_note");

            assertThatThrownBy(() -> lane.run(note("ann", "one"))).isInstanceOf(DatabaseUnavailable.class);
        }

        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void failureOfSpanwiresTablesFailsTheLane() {
        notes.database().execute("revoke insert on spanwire.outcome from worker");
        try {
            assertThatThrownBy(() -> lane.run(note("ann", "one"))).isInstanceOf(DatabaseUnavailable.class);
        } finally {
            notes.database().execute("grant insert on spanwire.outcome to worker");
        }

        assertThat(notes.parked()).isEmpty();
    }
}

package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands of parked streams wait, in order and bounded, on a real PostgreSQL. */
class ParkedStreamsIT extends ParkingFixture {
    @Test
    void failingCommandParksItsStreamAndOthersContinue() {
        CommittedBatch committed = lane.run(
                note("ann", "one"), note("ann", "bad"), note("bob", "two"), note("ann", "three"), note("bob", "four"));

        assertThat(outcomes(committed))
                .allMatch(outcome -> outcome instanceof Accepted)
                .hasSize(3);
        assertThat(notes.events()).containsExactly("owner/ann:1", "owner/bob:1", "owner/bob:2");
        assertThat(notes.texts()).containsExactly("four", "one", "two");
        assertThat(notes.parked()).containsExactly("owner/ann 2");
        assertThat(notes.database()
                        .column("select reason from spanwire.parked_stream")
                        .get(0))
                .contains("23514")
                .contains("no_bad");
        assertThat(notes.database().column("select next_offset || ':' || head from spanwire.partition"))
                .containsExactly("5:3");
        assertThat(committed.parked().get(0)).hasToString("Count[streams=1, commands=2]");
    }

    @Test
    void commandsOfAParkedStreamWaitWithoutAnExtraRoundTrip() {
        lane.run(note("ann", "one"), note("ann", "bad"), note("bob", "two"));
        long before = lane.roundTrips();

        CommittedBatch committed = lane.run(note("ann", "three"), note("bob", "four"));

        assertThat(lane.roundTrips() - before).isEqualTo(2);
        assertThat(outcomes(committed)).hasSize(1);
        assertThat(notes.parked()).containsExactly("owner/ann 2");
    }

    @Test
    void commandsBeyondTheLimitAreRejected() {
        CommittedBatch committed =
                lane.run(note("ann", "bad"), note("ann", "2"), note("ann", "3"), note("ann", "4"), note("ann", "5"));

        assertThat(((Rejected) outcomes(committed).get(0)).problem().code()).isEqualTo("queue-full");
        assertThat(notes.parked()).containsExactly("owner/ann 4");
    }

    @Test
    void commandSentAgainWaitsOnce() {
        Command bad = note("ann", "bad");
        lane.run(bad, bad);
        lane.run(bad);
        notes.acceptBad();

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes(lane.run(bad))).isEqualTo(outcomes);
    }
}

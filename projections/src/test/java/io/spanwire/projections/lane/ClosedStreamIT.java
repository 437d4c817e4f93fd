package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.CLOSE;
import static io.spanwire.bus.message.OperatorOrder.Verb.DROP;
import static io.spanwire.bus.message.OperatorOrder.Verb.REOPEN;
import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Streams that an operator has closed, on a real PostgreSQL. */
class ClosedStreamIT extends ParkingFixture {
    @Test
    void commandsAfterTheOrderAreRejectedAndOtherStreamsContinue() {
        Command before = note("ann", "one");
        lane.run(before, note("bob", "one"));

        assertThat(lane.carryOut(close("ann", "moved to another room"))).isEmpty();
        List<Outcome> after = outcomes(lane.run(note("ann", "two"), note("bob", "two")));

        assertClosed(after.get(0), "The stream owner/ann was closed: moved to another room");
        assertThat(after.get(1)).isInstanceOf(Accepted.class);
        assertThat(outcomes(lane.run(before)).get(0)).as("decided before").isInstanceOf(Accepted.class);
        assertThat(notes.events()).containsExactly("owner/ann:1", "owner/bob:1", "owner/bob:2");
        assertThat(notes.database().column("select concat_ws(' ', stream, actor, reason) from spanwire.closed_stream"))
                .containsExactly("owner/ann operator moved to another room");
        assertThat(notes.orders()).containsExactly("close 0 true");
    }

    @Test
    void otherLaneKnowsThatTheStreamIsClosed() {
        lane.run(note("ann", "one"));
        lane.carryOut(close("ann", ""));
        lane.close();
        lane = notes.lane(lane.offset());

        assertClosed(outcomes(lane.run(note("ann", "two"))).get(0), "An operator has closed this stream");
        assertClosed(outcomes(lane.run(note("ann", "three"))).get(0), "An operator has closed this stream");
    }

    @Test
    void reopenedStreamContinuesAndRejectionsStay() {
        lane.run(note("ann", "one"));
        lane.carryOut(close("ann", ""));
        Command refused = note("ann", "two");
        lane.run(refused);

        lane.carryOut(order("ann", REOPEN));
        List<Outcome> after = outcomes(lane.run(refused, note("ann", "three")));

        assertClosed(after.get(0), "An operator has closed this stream");
        assertThat(((Accepted) after.get(1)).version()).isEqualTo(2);
        assertThat(outcomes(lane.run(note("ann", "four")))).allMatch(outcome -> ((Accepted) outcome).version() == 3);
    }

    @Test
    void orderThatIsReadAgainDoesNotCloseAgain() {
        lane.run(note("ann", "one"));
        OperatorOrder close = close("ann", "");
        lane.carryOut(close);
        lane.carryOut(order("ann", REOPEN));

        lane.carryOut(close);

        assertThat(outcomes(lane.run(note("ann", "two")))).allMatch(outcome -> outcome instanceof Accepted);
    }

    @Test
    void waitingCommandsOfAClosedStreamAreDecidedAndLaterOnesRejected() {
        Command bad = note("ann", "bad");
        lane.run(note("ann", "one"), bad, note("ann", "two"));
        lane.carryOut(close("ann", "done"));

        assertClosed(outcomes(lane.run(note("ann", "three"))).get(0), "done");
        assertThat(outcomes(lane.run(bad))).as("sent again, it still waits").isEmpty();
        assertThat(notes.parked()).containsExactly("owner/ann 2");
        notes.acceptBad();
        List<Outcome> retried = lane.carryOut(order("ann", RETRY));

        assertThat(retried).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(notes.events()).containsExactly("owner/ann:1", "owner/ann:2", "owner/ann:3");
        assertThat(notes.parked()).isEmpty();
        assertClosed(outcomes(lane.run(note("ann", "four"))).get(0), "done");
    }

    @Test
    void waitingCommandOfAClosedStreamCanBeDropped() {
        lane.run(note("ann", "one"), note("ann", "bad"));
        lane.carryOut(close("ann", "done"));

        List<Outcome> dropped = lane.carryOut(order("ann", DROP));

        assertThat(((Rejected) dropped.get(0)).problem().code()).isEqualTo("dropped");
        assertThat(notes.parked()).isEmpty();
        assertClosed(outcomes(lane.run(note("ann", "two"))).get(0), "done");
    }

    @Test
    void streamWithoutEventsIsNotClosed() {
        lane.carryOut(close("ann", ""));

        assertThat(outcomes(lane.run(note("ann", "one")))).allMatch(outcome -> outcome instanceof Accepted);
    }

    @Test
    void closedStreamsCostOthersNoRoundTrip() {
        lane.run(note("ann", "one"), note("bob", "one"));
        lane.run(note("bob", "two"));
        long before = lane.roundTrips();
        lane.run(note("bob", "three"));
        long open = lane.roundTrips() - before;
        lane.carryOut(close("ann", ""));
        lane.run(note("ann", "two"));

        long closed = lane.roundTrips();
        lane.run(note("bob", "four"));

        assertThat(lane.roundTrips() - closed).isEqualTo(open).isEqualTo(1);
    }

    private static OperatorOrder close(String owner, String reason) {
        Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
        return new OperatorOrder(UUID.randomUUID(), new StreamId("owner", owner), CLOSE, "operator", at, reason);
    }

    private static void assertClosed(Outcome outcome, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.problem().code()).isEqualTo("stream-closed");
            assertThat(rejected.problem().status()).isEqualTo(409);
            assertThat(rejected.problem().detail()).contains(detail);
        });
    }
}

package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Outcome.Accepted;
import org.junit.jupiter.api.Test;

/** A lane that remembers what it has written to its partition, compared with one that asks the database first. */
class RememberedPartitionIT extends BatchTransactionFixture {
    @Test
    void cachedStreamsOfARememberedPartitionTakeOneRoundTrip() {
        assertThat(roundTripsOfCachedStreams()).isEqualTo(1);
    }

    @Test
    void cachedStreamsOfAForgottenPartitionTakeTwoRoundTrips() {
        reopenLane(false);

        assertThat(roundTripsOfCachedStreams()).isEqualTo(2);
    }

    @Test
    void headMovedByAnotherLaneLosesTheClaim() {
        run(note("ann", "one"));
        moveHead();

        assertThatThrownBy(() -> run(note("ann", "two"))).isInstanceOf(BatchTakenOver.class);
        assertThat(database.column("select count(*) from spanwire.event")).containsExactly("1");
    }

    @Test
    void laneThatAsksFirstContinuesAfterAMovedHead() {
        reopenLane(false);
        run(note("ann", "one"));
        moveHead();

        CommittedBatch committed = run(note("ann", "two"));

        assertThat(committed.events().get(0).stored().position()).isEqualTo(8);
    }

    private long roundTripsOfCachedStreams() {
        run(notesOfForty());
        long before = connection.roundTrips();

        CommittedBatch committed = run(notesOfForty());

        long roundTrips = connection.roundTrips() - before;
        assertThat(outcomes(committed)).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(database.column("select next_offset || ':' || head from spanwire.partition"))
                .containsExactly("800:800");
        return roundTrips;
    }

    private void moveHead() {
        database.execute("update spanwire.partition set head = 7");
    }
}

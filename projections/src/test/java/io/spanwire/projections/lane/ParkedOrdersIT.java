package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.DROP;
import static io.spanwire.bus.message.OperatorOrder.Verb.DROP_ALL;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator's orders for parked streams, on a real PostgreSQL. */
class ParkedOrdersIT extends ParkingFixture {
    @Test
    void retryDecidesWaitingCommandsInOrderPageByPage() {
        Command bad = note("ann", "bad");
        Command second = note("ann", "second");
        Command third = note("ann", "third");
        lane.run(note("ann", "one"), bad, second, note("bob", "two"), third);
        notes.acceptBad();

        OperatorOrder order = order("ann", RETRY);
        CommittedBatch first = lane.page(order);
        List<Outcome> rest = lane.carryOut(order);

        assertThat(first.finished()).isFalse();
        assertThat(outcomes(first)).extracting(Outcome::command).containsExactly(bad.id(), second.id());
        assertThat(rest).extracting(Outcome::command).containsExactly(third.id());
        assertThat(((Accepted) rest.get(0)).version()).isEqualTo(4);
        assertThat(notes.events())
                .containsExactly("owner/ann:1", "owner/bob:1", "owner/ann:2", "owner/ann:3", "owner/ann:4");
        assertThat(notes.parked()).isEmpty();
        assertThat(notes.orders()).containsExactly("retry 3 true");
        assertThat(notes.database().column("select next_offset from spanwire.partition"))
                .containsExactly(Long.toString(lane.offset()));
        assertThat(outcomes(lane.run(note("ann", "five")))).allMatch(outcome -> ((Accepted) outcome).version() == 5);
    }

    @Test
    void retryStopsAtTheFirstFailure() {
        lane.run(note("ann", "bad"), note("ann", "good"), note("ann", "bad again"), note("ann", "last"));
        notes.database()
                .execute("update spanwire.parked_command set value = convert_to(replace("
                        + "convert_from(value, 'UTF8'), '\"bad\"', '\"mended\"'), 'UTF8') where \"offset\" = 0");

        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(notes.parked()).containsExactly("owner/ann 2");
        assertThat(notes.orders()).containsExactly("retry 2 true");
    }

    @Test
    void interruptedRetryContinuesWhereItWas() {
        lane.run(note("ann", "bad"), note("ann", "two"), note("ann", "three"));
        notes.acceptBad();
        OperatorOrder order = order("ann", RETRY);
        lane.page(order);
        lane.close();

        lane = notes.lane(lane.offset());
        List<Outcome> rest = lane.carryOut(order);

        assertThat(rest).hasSize(1);
        assertThat(notes.events()).containsExactly("owner/ann:1", "owner/ann:2", "owner/ann:3");
        assertThat(notes.orders()).containsExactly("retry 3 true");
    }

    @Test
    void dropRejectsTheFirstAndTriesTheOthers() {
        Command bad = note("ann", "bad");
        lane.run(bad, note("ann", "two"), note("ann", "three"));

        OperatorOrder order = order("ann", DROP);
        List<Outcome> outcomes = lane.carryOut(order);
        List<Outcome> again = lane.carryOut(order);

        assertThat(((Rejected) outcomes.get(0)).problem().code()).isEqualTo("dropped");
        assertThat(outcomes.get(0).command()).isEqualTo(bad.id());
        assertThat(outcomes.subList(1, 3)).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(again).isEmpty();
        assertThat(notes.texts()).containsExactly("three", "two");
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void dropRejectsOnlyOneOfTwoThatFail() {
        lane.run(note("ann", "bad"), note("ann", "bad too"), note("ann", "three"));

        List<Outcome> outcomes = lane.carryOut(order("ann", DROP));

        assertThat(outcomes).hasSize(1);
        assertThat(notes.parked()).containsExactly("owner/ann 2");
    }

    @Test
    void dropAllRejectsAll() {
        lane.run(note("ann", "bad"), note("ann", "two"), note("ann", "three"));

        List<Outcome> outcomes = lane.carryOut(order("ann", DROP_ALL));

        assertThat(outcomes)
                .hasSize(3)
                .allMatch(outcome -> ((Rejected) outcome).problem().code().equals("dropped"));
        assertThat(notes.events()).isEmpty();
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void orderForAnUnparkedStreamIsStoredAndDoesNothing() {
        List<Outcome> outcomes = lane.carryOut(order("ann", RETRY));

        assertThat(outcomes).isEmpty();
        assertThat(notes.orders()).containsExactly("retry 0 true");
    }
}

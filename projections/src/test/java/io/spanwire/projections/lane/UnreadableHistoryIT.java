package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.DROP;
import static io.spanwire.bus.message.OperatorOrder.Verb.DROP_ALL;
import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.StreamId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose history this worker's domains cannot read is parked; nothing is rejected. On a real PostgreSQL. */
class UnreadableHistoryIT {
    private static final StreamId ANN = StreamId.parse("tally/ann");
    private static final StreamId BOB = StreamId.parse("tally/bob");
    private static final String ONE = "{\"by\":1}";
    private static final String OUTCOMES = "select 1 from spanwire.outcome";
    private static final String FAILED_COMMANDS = "select 1 from spanwire.failed_command";

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
    void eventOfANewerDomainParksItsStreamAndOthersContinueInTheSameBatch() {
        history(Tally.second(), on(ANN, "label", "{\"text\":\"secret\"}"));
        try (TestTransactions older = notes.lane(1, Tally.first(), "1")) {
            CommittedBatch committed = older.run(on(ANN, "add", ONE), on(BOB, "add", ONE), on(ANN, "add", ONE));

            assertThat(outcomes(committed)).hasSize(1).allMatch(each -> each instanceof Accepted);
            assertThat(notes.parked()).containsExactly("tally/ann 2");
            assertThat(reason())
                    .isEqualTo("event tally.labelled at version 1 is of a type that no domain of this worker knows");
            assertThat(committed.parked().get(0)).hasToString("Count[streams=1, commands=2]");
            assertThat(count(OUTCOMES)).isEqualTo(2);
            assertThat(count(FAILED_COMMANDS)).isZero();
        }
    }

    @Test
    void commandsOfAParkedStreamDoNotLoadItsHistoryAgain() {
        history(Tally.second(), on(ANN, "label", "{\"text\":\"x\"}"));
        try (TestTransactions older = notes.lane(1, Tally.first(), "1")) {
            older.run(on(ANN, "add", ONE));
            long before = older.roundTrips();

            older.run(on(ANN, "add", ONE));

            assertThat(older.roundTrips() - before).isEqualTo(2);
            assertThat(notes.parked()).containsExactly("tally/ann 2");
        }
    }

    @Test
    void eventThatDoesNotFitParksAndTheReasonNamesTheFieldButNoValue() {
        history(Tally.second(), on(ANN, "add", ONE), on(BOB, "label", "{\"text\":\"secret\"}"));
        try (TestTransactions weighing = notes.lane(2, Tally.weighing(), "3")) {
            weighing.run(on(ANN, "add", ONE));
            assertThat(reason())
                    .startsWith("event tally.added at version 1 does not fit " + Tally.Weighted.class.getName())
                    .contains(", field weight, com.fasterxml.jackson.");
        }
        notes.database().execute("truncate spanwire.parked_stream, spanwire.parked_command");
        try (TestTransactions numbering = notes.lane(3, Tally.numbering(), "4")) {
            numbering.run(on(BOB, "add", ONE));
            assertThat(reason()).contains(", field tags[*].text, ").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                AssertionError.class
            })
    void throwingEvolutionParks(Class<? extends Throwable> kind) throws ReflectiveOperationException {
        history(Tally.first(), on(ANN, "add", ONE));
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        try (TestTransactions failing = notes.lane(1, Tally.failing(failure), "5")) {
            assertThat(outcomes(failing.run(on(ANN, "add", ONE)))).isEmpty();

            assertThat(reason()).isEqualTo("event tally.added at version 1 cannot be applied, " + kind.getName());
        }
    }

    @Test
    void textThatIsNoEventParks() {
        history(Tally.first(), on(ANN, "add", ONE));
        notes.database().execute("update spanwire.event set body = 'secret'");
        try (TestTransactions lane = notes.lane(1, Tally.first(), "1")) {
            lane.run(on(ANN, "add", ONE));

            assertThat(reason()).startsWith("event at version 1 is no event, ").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamOfUnknownTypeIsParkedWithAndWithoutEvents(boolean withEvents) {
        if (withEvents) {
            history(Tally.first(), on(ANN, "add", ONE));
        }
        try (TestTransactions other = notes.lane(withEvents ? 1 : 0, TestTransactions.DOMAINS, "6")) {
            assertThat(outcomes(other.run(on(ANN, "add", ONE)))).isEmpty();

            assertThat(reason()).isEqualTo("no domain of this worker knows the stream type tally");
        }
    }

    @Test
    void retryUpdatesTheReasonUntilTheHistoryCanBeRead() {
        Command waiting = on(ANN, "add", ONE);
        history(Tally.second(), on(ANN, "label", "{\"text\":\"x\"}"));
        try (TestTransactions older = notes.lane(1, Tally.first(), "1")) {
            older.run(waiting, on(ANN, "add", ONE));
        }
        try (TestTransactions numbering = notes.lane(3, Tally.numbering(), "4")) {
            assertThat(numbering.carryOut(order(ANN, RETRY))).isEmpty();

            assertThat(reason()).contains("field tags[*].text");
            assertThat(notes.parked()).containsExactly("tally/ann 2");
            assertThat(parkedBy()).containsExactly("4");
        }
        try (TestTransactions second = notes.lane(4, Tally.second(), "2")) {
            List<Outcome> outcomes = second.carryOut(order(ANN, RETRY));

            assertThat(outcomes).hasSize(2).allMatch(each -> each instanceof Accepted);
            assertThat(outcomes.get(0).command()).isEqualTo(waiting.id());
            assertThat(notes.parked()).isEmpty();
        }
    }

    @Test
    void dropNeedsNoReadableHistory() {
        Command first = on(ANN, "add", ONE);
        history(Tally.second(), on(ANN, "label", "{\"text\":\"x\"}"));
        try (TestTransactions older = notes.lane(1, Tally.first(), "1")) {
            older.run(first, on(ANN, "add", ONE), on(ANN, "add", ONE));

            List<Outcome> dropped = older.carryOut(order(ANN, DROP));
            assertThat(dropped).hasSize(1);
            assertThat(dropped.get(0).command()).isEqualTo(first.id());
            assertThat(((Rejected) dropped.get(0)).problem().code()).isEqualTo("dropped");
            assertThat(notes.parked()).containsExactly("tally/ann 2");

            assertThat(older.carryOut(order(ANN, DROP_ALL))).hasSize(2).allMatch(each -> each instanceof Rejected);
            assertThat(notes.parked()).isEmpty();
        }
    }

    @Test
    void waitingCommandKeepsTheHashOfTheParkingDomains() {
        history(Tally.second(), on(ANN, "label", "{\"text\":\"x\"}"));
        try (TestTransactions older = notes.lane(1, Tally.first(), "1")) {
            older.run(on(ANN, "add", ONE));
        }
        try (TestTransactions second = notes.lane(2, Tally.second(), "2")) {
            second.run(on(ANN, "add", ONE));

            assertThat(parkedBy()).containsExactly("1");
        }
    }

    @Test
    void snapshotOfAnotherStateIsReplacedByReplayingTheEvents() {
        history(Tally.first(), on(ANN, "add", ONE), on(ANN, "add", ONE), on(ANN, "add", ONE));
        assertThat(snapshots()).containsExactly("3{\"value\":3}");
        try (TestTransactions counting = notes.lane(3, Tally.counting(), "7")) {
            CommittedBatch committed = counting.run(on(ANN, "add", ONE));

            assertThat(((Accepted) outcomes(committed).get(0)).version()).isEqualTo(4);
            assertThat(snapshots()).containsExactly("4{\"value\":4,\"count\":4}");
        }
    }

    private static void history(Domains domains, Command... commands) {
        try (TestTransactions lane = notes.lane(0, domains, "history")) {
            assertThat(outcomes(lane.run(commands))).allMatch(each -> each instanceof Accepted);
        }
    }

    private static String reason() {
        return notes.database()
                .column("select reason from spanwire.parked_stream")
                .get(0);
    }

    private static List<String> parkedBy() {
        return notes.database().column("select domains from spanwire.parked_stream");
    }

    private static List<String> snapshots() {
        return notes.database().column("select snapshot_version || snapshot from spanwire.stream");
    }

    private static int count(String query) {
        return notes.database().column(query).size();
    }
}

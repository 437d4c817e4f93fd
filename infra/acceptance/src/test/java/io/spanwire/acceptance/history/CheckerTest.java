package io.spanwire.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mutation corrupts a valid history in one way; the checker must report the broken rule, with every seed. */
class CheckerTest {
    private static final int SEEDS = 25;

    record Mutation(String name, Rule breaks, Consumer<ValidHistory> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void validHistoriesPass() {
        LongStream.range(0, 300)
                .forEach(seed -> assertThat(ValidHistory.of(seed).check())
                        .as("seed %d", seed)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void corruptHistoriesAreReported(Mutation mutation) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            ValidHistory history = ValidHistory.of(seed);

            mutation.change().accept(history);

            assertThat(history.check())
                    .as("seed %d", seed)
                    .extracting(Violation::rule)
                    .contains(mutation.breaks());
        });
    }

    static List<Mutation> mutations() {
        return List.of(
                new Mutation("a client received a gap", Rule.SUBSCRIPTION_IN_ORDER, HistoryMutations::dropReceived),
                new Mutation(
                        "a client received an event twice",
                        Rule.SUBSCRIPTION_IN_ORDER,
                        HistoryMutations::duplicateReceived),
                new Mutation(
                        "a client received two events swapped",
                        Rule.SUBSCRIPTION_IN_ORDER,
                        HistoryMutations::swapReceived),
                new Mutation("a client received another text", Rule.IDENTICAL_TEXT, HistoryMutations::changeReceived),
                new Mutation(
                        "a client lacks the last event",
                        Rule.SUBSCRIPTION_COMPLETE,
                        HistoryMutations::dropLastReceived),
                new Mutation("caught up twice", Rule.CAUGHT_UP_ONCE, HistoryMutations::catchUpTwice),
                new Mutation("caught up too early", Rule.CAUGHT_UP_ONCE, HistoryMutations::catchUpEarly),
                new Mutation("a feed has a gap", Rule.FEED_IN_ORDER, HistoryMutations::dropFromFeed),
                new Mutation("a feed repeats an event", Rule.FEED_IN_ORDER, HistoryMutations::repeatInFeed),
                new Mutation("a feed has another text", Rule.IDENTICAL_TEXT, HistoryMutations::changeInFeed),
                new Mutation(
                        "a feed lacks a last event", Rule.FEED_COMPLETE, HistoryMutations::dropLastOfStreamFromFeed),
                new Mutation("another epoch", Rule.ONE_EPOCH, HistoryMutations::otherEpoch),
                new Mutation("a stale read", Rule.FRESH_READS, HistoryMutations::staleRead),
                new Mutation("a lost event", Rule.EVENTS_OF_OUTCOMES, HistoryMutations::dropEvent),
                new Mutation(
                        "a lost last event, with its stream's row",
                        Rule.EVENTS_OF_OUTCOMES,
                        HistoryMutations::dropLastEvent),
                new Mutation("a gap in the versions", Rule.DENSE_VERSIONS, HistoryMutations::dropEvent),
                new Mutation("a gap in the positions", Rule.DENSE_POSITIONS, HistoryMutations::skipPosition),
                new Mutation("an event stored twice", Rule.DENSE_VERSIONS, h -> h.events.add(h.events.get(0))),
                new Mutation("a phantom event", Rule.ONLY_SENT_COMMANDS, HistoryMutations::phantomEvent),
                new Mutation("a phantom outcome", Rule.ONLY_SENT_COMMANDS, HistoryMutations::phantomOutcome),
                new Mutation("an event that no outcome has", Rule.EVENTS_OF_OUTCOMES, HistoryMutations::extraEvent),
                new Mutation("a text that no client sent", Rule.ONLY_SENT_COMMANDS, HistoryMutations::otherText),
                new Mutation("an actor that did not send", Rule.ONLY_SENT_COMMANDS, HistoryMutations::otherActor),
                new Mutation("two stored outcomes", Rule.ONE_OUTCOME, HistoryMutations::doubleOutcome),
                new Mutation("two received outcomes", Rule.ONE_OUTCOME, HistoryMutations::secondOutcomeReceived),
                new Mutation(
                        "an acknowledged command without outcome", Rule.ONE_OUTCOME, HistoryMutations::loseOutcome),
                new Mutation("a wrong version received", Rule.ONE_OUTCOME, HistoryMutations::wrongVersion),
                new Mutation("accepted, received as rejected", Rule.ONE_OUTCOME, HistoryMutations::receivedAsRejected),
                new Mutation("a refused command was decided", Rule.REFUSED_HAS_NO_OUTCOME, HistoryMutations::refused),
                new Mutation(
                        "accepted, received as failed",
                        Rule.REFUSED_HAS_NO_OUTCOME,
                        HistoryMutations::receivedAsFailed),
                new Mutation("a failure after the outcome", Rule.ONE_OUTCOME, HistoryMutations::failureAfterOutcome),
                new Mutation(
                        "a failed command has events", Rule.EVENTS_OF_OUTCOMES, HistoryMutations::failedWithEvents),
                new Mutation("a wrong expected version", Rule.EXPECTED_VERSION, HistoryMutations::wrongExpected),
                new Mutation("reordered against real time", Rule.REAL_TIME, HistoryMutations::reorder),
                new Mutation("missing in the REST replay", Rule.REPLAYS_AGREE, h -> HistoryMutations.cut(h.replayed)),
                new Mutation(
                        "missing in the WebSocket replay", Rule.REPLAYS_AGREE, h -> HistoryMutations.cut(h.delivered)),
                new Mutation(
                        "a stream only in the REST replay",
                        Rule.REPLAYS_AGREE,
                        h -> h.replayed.put("x/y", List.of("{}"))),
                new Mutation("a missing read-model row", Rule.READ_MODEL_IS_FOLD, HistoryMutations::dropRow),
                new Mutation("an undecided command", Rule.OFFSETS_DECIDED, h -> HistoryMutations.offset(h, -1)),
                new Mutation("an offset ahead of the log", Rule.OFFSETS_DECIDED, h -> HistoryMutations.offset(h, 1)),
                new Mutation(
                        "a stream's row with an old version", Rule.DENSE_VERSIONS, HistoryMutations::oldStreamRow));
    }
}

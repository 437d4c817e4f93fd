package io.spanwire.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
                new Mutation("a client received a gap", Rule.SUBSCRIPTION_IN_ORDER, CheckerTest::dropReceived),
                new Mutation(
                        "a client received an event twice", Rule.SUBSCRIPTION_IN_ORDER, CheckerTest::duplicateReceived),
                new Mutation(
                        "a client received two events swapped", Rule.SUBSCRIPTION_IN_ORDER, CheckerTest::swapReceived),
                new Mutation("a client received another text", Rule.IDENTICAL_TEXT, CheckerTest::changeReceived),
                new Mutation(
                        "a client lacks the last event", Rule.SUBSCRIPTION_COMPLETE, CheckerTest::dropLastReceived),
                new Mutation("caught up twice", Rule.CAUGHT_UP_ONCE, CheckerTest::catchUpTwice),
                new Mutation("caught up too early", Rule.CAUGHT_UP_ONCE, CheckerTest::catchUpEarly),
                new Mutation("another epoch", Rule.ONE_EPOCH, CheckerTest::otherEpoch),
                new Mutation("a stale read", Rule.FRESH_READS, CheckerTest::staleRead),
                new Mutation("a lost event", Rule.EVENTS_OF_OUTCOMES, CheckerTest::dropEvent),
                new Mutation(
                        "a lost last event, with its stream's row",
                        Rule.EVENTS_OF_OUTCOMES,
                        CheckerTest::dropLastEvent),
                new Mutation("a gap in the versions", Rule.DENSE_VERSIONS, CheckerTest::dropEvent),
                new Mutation("a gap in the positions", Rule.DENSE_POSITIONS, CheckerTest::skipPosition),
                new Mutation("an event stored twice", Rule.DENSE_VERSIONS, h -> h.events.add(h.events.get(0))),
                new Mutation("a phantom event", Rule.ONLY_SENT_COMMANDS, CheckerTest::phantomEvent),
                new Mutation("a phantom outcome", Rule.ONLY_SENT_COMMANDS, CheckerTest::phantomOutcome),
                new Mutation("an event that no outcome has", Rule.EVENTS_OF_OUTCOMES, CheckerTest::extraEvent),
                new Mutation("a text that no client sent", Rule.ONLY_SENT_COMMANDS, CheckerTest::otherText),
                new Mutation("an actor that did not send", Rule.ONLY_SENT_COMMANDS, CheckerTest::otherActor),
                new Mutation("two stored outcomes", Rule.ONE_OUTCOME, CheckerTest::doubleOutcome),
                new Mutation("two received outcomes", Rule.ONE_OUTCOME, CheckerTest::secondOutcomeReceived),
                new Mutation("an acknowledged command without outcome", Rule.ONE_OUTCOME, CheckerTest::loseOutcome),
                new Mutation("a wrong version received", Rule.ONE_OUTCOME, CheckerTest::wrongVersion),
                new Mutation("accepted, received as rejected", Rule.ONE_OUTCOME, CheckerTest::receivedAsRejected),
                new Mutation("a refused command was decided", Rule.REFUSED_HAS_NO_OUTCOME, CheckerTest::refused),
                new Mutation(
                        "accepted, received as failed", Rule.REFUSED_HAS_NO_OUTCOME, CheckerTest::receivedAsFailed),
                new Mutation("a failure after the outcome", Rule.ONE_OUTCOME, CheckerTest::failureAfterOutcome),
                new Mutation("a failed command has events", Rule.EVENTS_OF_OUTCOMES, CheckerTest::failedWithEvents),
                new Mutation("a wrong expected version", Rule.EXPECTED_VERSION, CheckerTest::wrongExpected),
                new Mutation("reordered against real time", Rule.REAL_TIME, CheckerTest::reorder),
                new Mutation("missing in the REST replay", Rule.REPLAYS_AGREE, h -> cut(h.replayed)),
                new Mutation("missing in the WebSocket replay", Rule.REPLAYS_AGREE, h -> cut(h.delivered)),
                new Mutation(
                        "a stream only in the REST replay",
                        Rule.REPLAYS_AGREE,
                        h -> h.replayed.put("x/y", List.of("{}"))),
                new Mutation("a missing read-model row", Rule.READ_MODEL_IS_FOLD, CheckerTest::dropRow),
                new Mutation("an undecided command", Rule.OFFSETS_DECIDED, h -> offset(h, -1)),
                new Mutation("an offset ahead of the log", Rule.OFFSETS_DECIDED, h -> offset(h, 1)),
                new Mutation("a stream's row with an old version", Rule.DENSE_VERSIONS, CheckerTest::oldStreamRow));
    }

    private static void dropReceived(ValidHistory history) {
        history.entries.remove(history.indexOf(HistoryEntry.Received.class));
    }

    private static void duplicateReceived(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Received.class);
        history.entries.add(index, history.entries.get(index));
    }

    private static void swapReceived(ValidHistory history) {
        int first = history.entries.size() - 3;
        assertThat(history.entries.get(first)).isInstanceOf(HistoryEntry.Received.class);
        Collections.swap(history.entries, first, first + 1);
    }

    private static void changeReceived(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Received.class);
        HistoryEntry.Received received = (HistoryEntry.Received) history.entries.get(index);
        String other = received.body().replace("text", "test");
        history.entries.set(
                index, new HistoryEntry.Received(received.at(), received.subscription(), received.version(), other));
    }

    private static void dropLastReceived(ValidHistory history) {
        history.entries.remove(history.entries.size() - 2);
    }

    private static void catchUpTwice(ValidHistory history) {
        history.entries.add(history.entries.get(history.entries.size() - 1));
    }

    private static void catchUpEarly(ValidHistory history) {
        HistoryEntry.CaughtUp last = (HistoryEntry.CaughtUp) history.entries.remove(history.entries.size() - 1);
        history.entries.add(new HistoryEntry.CaughtUp(last.at(), last.subscription(), last.version() - 1));
    }

    private static void otherEpoch(ValidHistory history) {
        HistoryEntry.Subscribed first = (HistoryEntry.Subscribed) history.entries.get(0);
        history.entries.set(
                0,
                new HistoryEntry.Subscribed(
                        first.at(), first.subscription(), first.stream(), first.after(), "another"));
    }

    private static void staleRead(ValidHistory history) {
        StoredHistory.Event last = history.events.get(history.events.size() - 1);
        history.entries.add(new HistoryEntry.Read(1_000_001, 1_000_000, last.stream(), last.version() - 1));
    }

    private static void dropEvent(ValidHistory history) {
        int index = history.events.size() / 2;
        StoredHistory.Event dropped = history.events.get(index);
        boolean isLast = history.streams.contains(
                new StoredHistory.Stream(dropped.stream(), dropped.partition(), dropped.version()));
        history.events.remove(isLast ? index - 1 : index);
    }

    private static void dropLastEvent(ValidHistory history) {
        StoredHistory.Event last = history.events.remove(history.events.size() - 1);
        history.streams.replaceAll(row -> row.stream().equals(last.stream())
                ? new StoredHistory.Stream(row.stream(), row.partition(), row.version() - 1)
                : row);
    }

    private static void skipPosition(ValidHistory history) {
        change(
                history,
                event -> new StoredHistory.Event(
                        event.stream(), event.version(), event.partition(), event.position() + 1000, event.body()));
    }

    private static void phantomEvent(ValidHistory history) {
        change(
                history,
                event -> withBody(event, event.body().replace(event.command().toString(), anyId())));
    }

    private static void phantomOutcome(ValidHistory history) {
        history.outcomes.add(new StoredHistory.Outcome(UUID.randomUUID(), "chat/room-0", "u-1", null, null, "too-old"));
    }

    private static void extraEvent(ValidHistory history) {
        StoredHistory.Event last = history.events.get(history.events.size() - 1);
        history.events.add(new StoredHistory.Event(
                last.stream(), last.version() + 1, last.partition(), last.position() + 1, last.body()));
    }

    private static void otherText(ValidHistory history) {
        change(history, event -> withBody(event, event.body().replace("\"text\":\"text", "\"text\":\"test")));
    }

    private static void otherActor(ValidHistory history) {
        change(history, event -> withBody(event, event.body().replace("\"u-", "\"v-")));
    }

    private static void doubleOutcome(ValidHistory history) {
        history.outcomes.add(history.outcomes.get(0));
    }

    private static void secondOutcomeReceived(ValidHistory history) {
        HistoryEntry.AttemptEnded attempt = (HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt());
        AttemptResult.Accepted accepted = (AttemptResult.Accepted) attempt.result();
        AttemptResult other = new AttemptResult.Accepted(accepted.version() + 1, accepted.events());
        history.entries.add(new HistoryEntry.AttemptEnded(1_000_000, attempt.command(), other));
    }

    private static void loseOutcome(ValidHistory history) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    private static void wrongVersion(ValidHistory history) {
        changeResult(history, result -> new AttemptResult.Accepted(((AttemptResult.Accepted) result).version() - 1, 0));
    }

    private static void receivedAsRejected(ValidHistory history) {
        changeResult(history, result -> new AttemptResult.Rejected("too-old"));
    }

    private static void refused(ValidHistory history) {
        replaceResults(history, new AttemptResult.Refused("invalid"));
    }

    private static void receivedAsFailed(ValidHistory history) {
        replaceResults(history, new AttemptResult.Failed("undecidable"));
    }

    private static void failedWithEvents(ValidHistory history) {
        UUID command = replaceResults(history, new AttemptResult.Failed("undecidable"));
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    private static void failureAfterOutcome(ValidHistory history) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.entries.add(new HistoryEntry.AttemptEnded(1_000_000, command, new AttemptResult.Failed("undecidable")));
    }

    /** Replaces the result of every attempt of an accepted command. */
    private static UUID replaceResults(ValidHistory history, AttemptResult result) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.entries.replaceAll(entry -> entry instanceof HistoryEntry.AttemptEnded attempt
                        && attempt.command().equals(command)
                ? new HistoryEntry.AttemptEnded(attempt.at(), command, result)
                : entry);
        return command;
    }

    private static void wrongExpected(ValidHistory history) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.entries.replaceAll(entry ->
                entry instanceof HistoryEntry.Invoked sent && sent.command().equals(command)
                        ? new HistoryEntry.Invoked(
                                sent.at(), sent.actor(), command, sent.stream(), sent.name(), sent.data(), 999L)
                        : entry);
    }

    /** Claims that the first event's command was sent after everything else. */
    private static void reorder(ValidHistory history) {
        UUID command = history.events.get(0).command();
        history.entries.replaceAll(entry -> entry instanceof HistoryEntry.Invoked sent
                        && sent.command().equals(command)
                ? new HistoryEntry.Invoked(
                        1_000_000, sent.actor(), command, sent.stream(), sent.name(), sent.data(), sent.expected())
                : entry);
    }

    private static void cut(Map<String, List<String>> replay) {
        List<String> bodies = replay.values().iterator().next();
        bodies.remove(bodies.size() / 2);
    }

    private static void dropRow(ValidHistory history) {
        history.readModels.get(0).rows().remove(0);
    }

    private static void offset(ValidHistory history, int by) {
        history.partitions.replaceAll(
                row -> new StoredHistory.Partition(row.partition(), row.nextOffset() + by, row.head(), row.logEnd()));
    }

    private static void oldStreamRow(ValidHistory history) {
        StoredHistory.Stream row = history.streams.get(0);
        history.streams.set(0, new StoredHistory.Stream(row.stream(), row.partition(), row.version() - 1));
    }

    private static void changeResult(ValidHistory history, UnaryOperator<AttemptResult> other) {
        int index = history.acceptedAttempt();
        HistoryEntry.AttemptEnded attempt = (HistoryEntry.AttemptEnded) history.entries.get(index);
        history.entries.set(
                index, new HistoryEntry.AttemptEnded(attempt.at(), attempt.command(), other.apply(attempt.result())));
    }

    private static void change(ValidHistory history, UnaryOperator<StoredHistory.Event> other) {
        int index = history.events.size() / 2;
        history.events.set(index, other.apply(history.events.get(index)));
    }

    private static StoredHistory.Event withBody(StoredHistory.Event event, String body) {
        return new StoredHistory.Event(event.stream(), event.version(), event.partition(), event.position(), body);
    }

    private static String anyId() {
        return UUID.randomUUID().toString();
    }
}

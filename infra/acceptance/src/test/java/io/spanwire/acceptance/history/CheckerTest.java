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

/** Each mutation makes a true history false in one way; the checker must say which rule it breaks, whatever the seed. */
class CheckerTest {
    private static final int SEEDS = 25;

    record Mutation(String name, Rule breaks, Consumer<ValidHistory> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void trueHistoriesPass() {
        LongStream.range(0, 300)
                .forEach(seed -> assertThat(ValidHistory.of(seed).check())
                        .as("seed %d", seed)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void falseHistoriesAreCaught(Mutation mutation) {
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
                new Mutation("a client saw a gap", Rule.WATCH_IN_ORDER, CheckerTest::dropSeen),
                new Mutation("a client saw an event twice", Rule.WATCH_IN_ORDER, CheckerTest::duplicateSeen),
                new Mutation("a client saw two events swapped", Rule.WATCH_IN_ORDER, CheckerTest::swapSeen),
                new Mutation("a client saw another text", Rule.SAME_EVERYWHERE, CheckerTest::changeSeen),
                new Mutation("a client misses the end", Rule.WATCH_COMPLETE, CheckerTest::cutWatch),
                new Mutation("caught up twice", Rule.CAUGHT_UP_ONCE, CheckerTest::catchUpTwice),
                new Mutation("caught up too early", Rule.CAUGHT_UP_ONCE, CheckerTest::catchUpEarly),
                new Mutation("another epoch", Rule.ONE_EPOCH, CheckerTest::otherEpoch),
                new Mutation("a stale read", Rule.FRESH_READS, CheckerTest::staleRead),
                new Mutation("a lost event", Rule.EVENTS_OF_OUTCOMES, CheckerTest::dropEvent),
                new Mutation("a lost event, versions closed up", Rule.EVENTS_OF_OUTCOMES, CheckerTest::dropLastEvent),
                new Mutation("a hole in the versions", Rule.DENSE_VERSIONS, CheckerTest::dropEvent),
                new Mutation("a hole in the positions", Rule.DENSE_POSITIONS, CheckerTest::skipPosition),
                new Mutation("an event stored twice", Rule.DENSE_VERSIONS, h -> h.events.add(h.events.get(0))),
                new Mutation("a phantom event", Rule.NOTHING_UNASKED, CheckerTest::phantomEvent),
                new Mutation("a phantom outcome", Rule.NOTHING_UNASKED, CheckerTest::phantomOutcome),
                new Mutation("an event nobody's outcome has", Rule.EVENTS_OF_OUTCOMES, CheckerTest::extraEvent),
                new Mutation("a text nobody sent", Rule.NOTHING_UNASKED, CheckerTest::otherText),
                new Mutation("an actor who did not send", Rule.NOTHING_UNASKED, CheckerTest::otherActor),
                new Mutation("two outcomes kept", Rule.ONE_OUTCOME, CheckerTest::doubleOutcome),
                new Mutation("two outcomes told", Rule.ONE_OUTCOME, CheckerTest::toldTwice),
                new Mutation("an acknowledged command without outcome", Rule.ONE_OUTCOME, CheckerTest::loseOutcome),
                new Mutation("a wrong version told", Rule.ONE_OUTCOME, CheckerTest::wrongVersion),
                new Mutation("accepted told as rejected", Rule.ONE_OUTCOME, CheckerTest::toldRejected),
                new Mutation("a refused command was decided", Rule.REFUSED_LEAVES_NOTHING, CheckerTest::refused),
                new Mutation("accepted told as failed", Rule.REFUSED_LEAVES_NOTHING, CheckerTest::toldFailed),
                new Mutation("it failed after its outcome", Rule.ONE_OUTCOME, CheckerTest::failedLater),
                new Mutation("a failed command has events", Rule.EVENTS_OF_OUTCOMES, CheckerTest::failedWithEvents),
                new Mutation("a wrong expected version", Rule.EXPECTED_VERSION, CheckerTest::wrongExpected),
                new Mutation("reordered across real time", Rule.REAL_TIME, CheckerTest::reorder),
                new Mutation("missing from REST", Rule.VIEWS_AGREE, h -> cut(h.replayed)),
                new Mutation("missing from WebSocket", Rule.VIEWS_AGREE, h -> cut(h.delivered)),
                new Mutation("a stream only REST knows", Rule.VIEWS_AGREE, h -> h.replayed.put("x/y", List.of("{}"))),
                new Mutation("a row too few", Rule.READ_MODEL_IS_FOLD, CheckerTest::dropRow),
                new Mutation("an undecided command", Rule.OFFSETS_DECIDED, h -> offset(h, -1)),
                new Mutation("an offset ahead of the log", Rule.OFFSETS_DECIDED, h -> offset(h, 1)),
                new Mutation("a stream's row is behind", Rule.DENSE_VERSIONS, CheckerTest::lateStreamRow));
    }

    private static void dropSeen(ValidHistory history) {
        history.entries.remove(history.indexOf(HistoryEntry.Seen.class));
    }

    private static void duplicateSeen(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Seen.class);
        history.entries.add(index, history.entries.get(index));
    }

    private static void swapSeen(ValidHistory history) {
        int first = history.entries.size() - 3;
        assertThat(history.entries.get(first)).isInstanceOf(HistoryEntry.Seen.class);
        Collections.swap(history.entries, first, first + 1);
    }

    private static void changeSeen(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Seen.class);
        HistoryEntry.Seen seen = (HistoryEntry.Seen) history.entries.get(index);
        String other = seen.body().replace("text", "test");
        history.entries.set(index, new HistoryEntry.Seen(seen.at(), seen.watch(), seen.version(), other));
    }

    private static void cutWatch(ValidHistory history) {
        history.entries.remove(history.entries.size() - 2);
    }

    private static void catchUpTwice(ValidHistory history) {
        history.entries.add(history.entries.get(history.entries.size() - 1));
    }

    private static void catchUpEarly(ValidHistory history) {
        HistoryEntry.CaughtUp told = (HistoryEntry.CaughtUp) history.entries.remove(history.entries.size() - 1);
        history.entries.add(new HistoryEntry.CaughtUp(told.at(), told.watch(), told.version() - 1));
    }

    private static void otherEpoch(ValidHistory history) {
        HistoryEntry.Watching first = (HistoryEntry.Watching) history.entries.get(0);
        history.entries.set(
                0, new HistoryEntry.Watching(first.at(), first.watch(), first.stream(), first.after(), "another"));
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

    private static void toldTwice(ValidHistory history) {
        HistoryEntry.Answered answered = (HistoryEntry.Answered) history.entries.get(history.acceptedAnswer());
        AttemptResult.Accepted told = (AttemptResult.Accepted) answered.answer();
        AttemptResult other = new AttemptResult.Accepted(told.version() + 1, told.events());
        history.entries.add(new HistoryEntry.Answered(1_000_000, answered.command(), other));
    }

    private static void loseOutcome(ValidHistory history) {
        UUID command = ((HistoryEntry.Answered) history.entries.get(history.acceptedAnswer())).command();
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    private static void wrongVersion(ValidHistory history) {
        answerInstead(history, told -> new AttemptResult.Accepted(((AttemptResult.Accepted) told).version() - 1, 0));
    }

    private static void toldRejected(ValidHistory history) {
        answerInstead(history, told -> new AttemptResult.Rejected("too-old"));
    }

    private static void refused(ValidHistory history) {
        answerAlways(history, new AttemptResult.Refused("invalid"));
    }

    private static void toldFailed(ValidHistory history) {
        answerAlways(history, new AttemptResult.Failed("undecidable"));
    }

    private static void failedWithEvents(ValidHistory history) {
        UUID command = answerAlways(history, new AttemptResult.Failed("undecidable"));
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    private static void failedLater(ValidHistory history) {
        UUID command = ((HistoryEntry.Answered) history.entries.get(history.acceptedAnswer())).command();
        history.entries.add(new HistoryEntry.Answered(1_000_000, command, new AttemptResult.Failed("undecidable")));
    }

    /** Whatever clients were told of an accepted command, they were told this. */
    private static UUID answerAlways(ValidHistory history, AttemptResult answer) {
        UUID command = ((HistoryEntry.Answered) history.entries.get(history.acceptedAnswer())).command();
        history.entries.replaceAll(entry -> entry instanceof HistoryEntry.Answered answered
                        && answered.command().equals(command)
                ? new HistoryEntry.Answered(answered.at(), command, answer)
                : entry);
        return command;
    }

    private static void wrongExpected(ValidHistory history) {
        UUID command = ((HistoryEntry.Answered) history.entries.get(history.acceptedAnswer())).command();
        history.entries.replaceAll(entry ->
                entry instanceof HistoryEntry.Invoked sent && sent.command().equals(command)
                        ? new HistoryEntry.Invoked(
                                sent.at(), sent.actor(), command, sent.stream(), sent.name(), sent.data(), 999L)
                        : entry);
    }

    /** The last accepted command of a stream says that it began after everything, the one before it too late. */
    private static void reorder(ValidHistory history) {
        UUID command = history.events.get(0).command();
        history.entries.replaceAll(entry -> entry instanceof HistoryEntry.Invoked sent
                        && sent.command().equals(command)
                ? new HistoryEntry.Invoked(
                        1_000_000, sent.actor(), command, sent.stream(), sent.name(), sent.data(), sent.expected())
                : entry);
    }

    private static void cut(Map<String, List<String>> view) {
        List<String> bodies = view.values().iterator().next();
        bodies.remove(bodies.size() / 2);
    }

    private static void dropRow(ValidHistory history) {
        history.readModels.get(0).rows().remove(0);
    }

    private static void offset(ValidHistory history, int by) {
        history.partitions.replaceAll(
                row -> new StoredHistory.Partition(row.partition(), row.nextOffset() + by, row.head(), row.logEnd()));
    }

    private static void lateStreamRow(ValidHistory history) {
        StoredHistory.Stream row = history.streams.get(0);
        history.streams.set(0, new StoredHistory.Stream(row.stream(), row.partition(), row.version() - 1));
    }

    private static void answerInstead(ValidHistory history, UnaryOperator<AttemptResult> other) {
        int index = history.acceptedAnswer();
        HistoryEntry.Answered answered = (HistoryEntry.Answered) history.entries.get(index);
        history.entries.set(
                index, new HistoryEntry.Answered(answered.at(), answered.command(), other.apply(answered.answer())));
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

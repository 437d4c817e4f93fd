package io.spanwire.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The ways to corrupt a valid history. */
final class HistoryMutations {
    private HistoryMutations() {}

    static void dropReceived(ValidHistory history) {
        history.entries.remove(history.indexOf(HistoryEntry.Received.class));
    }

    static void duplicateReceived(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Received.class);
        history.entries.add(index, history.entries.get(index));
    }

    static void swapReceived(ValidHistory history) {
        int first = history.entries.size() - 3;
        assertThat(history.entries.get(first)).isInstanceOf(HistoryEntry.Received.class);
        Collections.swap(history.entries, first, first + 1);
    }

    static void changeReceived(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.Received.class);
        HistoryEntry.Received received = (HistoryEntry.Received) history.entries.get(index);
        String other = received.body().replace("text", "test");
        history.entries.set(
                index, new HistoryEntry.Received(received.at(), received.subscription(), received.version(), other));
    }

    static void dropLastReceived(ValidHistory history) {
        history.entries.remove(history.entries.size() - 2);
    }

    static void catchUpTwice(ValidHistory history) {
        history.entries.add(history.entries.get(history.entries.size() - 1));
    }

    static void catchUpEarly(ValidHistory history) {
        HistoryEntry.CaughtUp last = (HistoryEntry.CaughtUp) history.entries.remove(history.entries.size() - 1);
        history.entries.add(new HistoryEntry.CaughtUp(last.at(), last.subscription(), last.version() - 1));
    }

    static void otherEpoch(ValidHistory history) {
        HistoryEntry.Subscribed first = (HistoryEntry.Subscribed) history.entries.get(0);
        history.entries.set(
                0,
                new HistoryEntry.Subscribed(
                        first.at(), first.subscription(), first.stream(), first.after(), "another"));
    }

    static void dropFromFeed(ValidHistory history) {
        StoredHistory.Stream stream = history.streams.stream()
                .filter(row -> row.version() > 1)
                .findFirst()
                .orElseThrow();
        history.entries.removeIf(entry -> entry instanceof HistoryEntry.FeedReceived received
                && received.stream().equals(stream.stream())
                && received.version() == 1);
    }

    static void dropLastOfStreamFromFeed(ValidHistory history) {
        StoredHistory.Event last = history.events.get(history.events.size() - 1);
        history.entries.removeIf(entry -> entry instanceof HistoryEntry.FeedReceived received
                && received.stream().equals(last.stream())
                && received.version() == last.version());
    }

    /** The repeat of what came before a token. */
    static void repeatInFeed(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.FeedReceived.class);
        history.entries.add(
                index + 1, new HistoryEntry.FeedToken(history.entries.get(index).at(), "follower"));
        history.entries.add(index + 2, history.entries.get(index));
    }

    static void changeInFeed(ValidHistory history) {
        int index = history.indexOf(HistoryEntry.FeedReceived.class);
        HistoryEntry.FeedReceived received = (HistoryEntry.FeedReceived) history.entries.get(index);
        history.entries.set(
                index,
                new HistoryEntry.FeedReceived(
                        received.at(), received.follower(), received.stream(), received.version(), "{}"));
    }

    static void staleRead(ValidHistory history) {
        StoredHistory.Event last = history.events.get(history.events.size() - 1);
        history.entries.add(new HistoryEntry.Read(1_000_001, 1_000_000, last.stream(), last.version() - 1));
    }

    static void dropEvent(ValidHistory history) {
        int index = history.events.size() / 2;
        StoredHistory.Event dropped = history.events.get(index);
        boolean isLast = history.streams.contains(
                new StoredHistory.Stream(dropped.stream(), dropped.partition(), dropped.version()));
        history.events.remove(isLast ? index - 1 : index);
    }

    static void dropLastEvent(ValidHistory history) {
        StoredHistory.Event last = history.events.remove(history.events.size() - 1);
        history.streams.replaceAll(row -> row.stream().equals(last.stream())
                ? new StoredHistory.Stream(row.stream(), row.partition(), row.version() - 1)
                : row);
    }

    static void skipPosition(ValidHistory history) {
        change(
                history,
                event -> new StoredHistory.Event(
                        event.stream(), event.version(), event.partition(), event.position() + 1000, event.body()));
    }

    static void phantomEvent(ValidHistory history) {
        change(
                history,
                event -> withBody(event, event.body().replace(event.command().toString(), anyId())));
    }

    static void phantomOutcome(ValidHistory history) {
        history.outcomes.add(new StoredHistory.Outcome(UUID.randomUUID(), "chat/room-0", "u-1", null, null, "too-old"));
    }

    static void extraEvent(ValidHistory history) {
        StoredHistory.Event last = history.events.get(history.events.size() - 1);
        history.events.add(new StoredHistory.Event(
                last.stream(), last.version() + 1, last.partition(), last.position() + 1, last.body()));
    }

    static void otherText(ValidHistory history) {
        change(history, event -> withBody(event, event.body().replace("\"text\":\"text", "\"text\":\"test")));
    }

    static void otherActor(ValidHistory history) {
        change(history, event -> withBody(event, event.body().replace("\"u-", "\"v-")));
    }

    static void doubleOutcome(ValidHistory history) {
        history.outcomes.add(history.outcomes.get(0));
    }

    static void secondOutcomeReceived(ValidHistory history) {
        HistoryEntry.AttemptEnded attempt = (HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt());
        AttemptResult.Accepted accepted = (AttemptResult.Accepted) attempt.result();
        AttemptResult other = new AttemptResult.Accepted(accepted.version() + 1, accepted.events());
        history.entries.add(new HistoryEntry.AttemptEnded(1_000_000, attempt.command(), other));
    }

    static void loseOutcome(ValidHistory history) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    static void wrongVersion(ValidHistory history) {
        changeResult(history, result -> new AttemptResult.Accepted(((AttemptResult.Accepted) result).version() - 1, 0));
    }

    static void receivedAsRejected(ValidHistory history) {
        changeResult(history, result -> new AttemptResult.Rejected("too-old"));
    }

    static void refused(ValidHistory history) {
        replaceResults(history, new AttemptResult.Refused("invalid"));
    }

    static void receivedAsFailed(ValidHistory history) {
        replaceResults(history, new AttemptResult.Failed("undecidable"));
    }

    static void failedWithEvents(ValidHistory history) {
        UUID command = replaceResults(history, new AttemptResult.Failed("undecidable"));
        history.outcomes.removeIf(outcome -> outcome.command().equals(command));
    }

    static void failureAfterOutcome(ValidHistory history) {
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

    static void wrongExpected(ValidHistory history) {
        UUID command = ((HistoryEntry.AttemptEnded) history.entries.get(history.acceptedAttempt())).command();
        history.entries.replaceAll(entry ->
                entry instanceof HistoryEntry.Invoked sent && sent.command().equals(command)
                        ? new HistoryEntry.Invoked(
                                sent.at(), sent.actor(), command, sent.stream(), sent.name(), sent.data(), 999L)
                        : entry);
    }

    /** Claims that the first event's command was sent after everything else. */
    static void reorder(ValidHistory history) {
        UUID command = history.events.get(0).command();
        history.entries.replaceAll(entry -> entry instanceof HistoryEntry.Invoked sent
                        && sent.command().equals(command)
                ? new HistoryEntry.Invoked(
                        1_000_000, sent.actor(), command, sent.stream(), sent.name(), sent.data(), sent.expected())
                : entry);
    }

    static void cut(Map<String, List<String>> replay) {
        List<String> bodies = replay.values().iterator().next();
        bodies.remove(bodies.size() / 2);
    }

    static void dropRow(ValidHistory history) {
        history.readModels.get(0).rows().remove(0);
    }

    static void offset(ValidHistory history, int by) {
        history.partitions.replaceAll(
                row -> new StoredHistory.Partition(row.partition(), row.nextOffset() + by, row.head(), row.logEnd()));
    }

    static void oldStreamRow(ValidHistory history) {
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

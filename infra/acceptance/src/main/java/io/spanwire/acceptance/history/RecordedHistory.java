package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The recorded entries, grouped by command and by subscription. */
final class RecordedHistory {
    private final Map<UUID, HistoryEntry.Invoked> invoked = new LinkedHashMap<>();
    private final Map<UUID, List<HistoryEntry.AttemptEnded>> attempts = new HashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<HistoryEntry.Read> reads = new ArrayList<>();
    private final List<String> neverStarted = new ArrayList<>();

    /** One subscription with everything that it received. */
    static final class Subscription {
        final HistoryEntry.Subscribed start;
        final List<HistoryEntry.Received> received = new ArrayList<>();
        final List<HistoryEntry.CaughtUp> caughtUp = new ArrayList<>();
        boolean ended;

        Subscription(HistoryEntry.Subscribed start) {
            this.start = start;
        }

        long lastVersion() {
            return received.isEmpty()
                    ? start.after()
                    : received.get(received.size() - 1).version();
        }
    }

    static RecordedHistory of(List<HistoryEntry> entries) {
        RecordedHistory recorded = new RecordedHistory();
        entries.forEach(recorded::add);
        return recorded;
    }

    private void add(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Invoked command) {
            invoked.putIfAbsent(command.command(), command);
        } else if (entry instanceof HistoryEntry.AttemptEnded attempt) {
            attempts.computeIfAbsent(attempt.command(), id -> new ArrayList<>()).add(attempt);
        } else if (entry instanceof HistoryEntry.Subscribed start) {
            subscriptions.put(start.subscription(), new Subscription(start));
        } else if (entry instanceof HistoryEntry.Read read) {
            reads.add(read);
        } else {
            addToSubscription(entry);
        }
    }

    private void addToSubscription(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Received event) {
            find(event.subscription()).ifPresent(subscription -> subscription.received.add(event));
        } else if (entry instanceof HistoryEntry.CaughtUp caughtUp) {
            find(caughtUp.subscription()).ifPresent(subscription -> subscription.caughtUp.add(caughtUp));
        } else if (entry instanceof HistoryEntry.SubscriptionEnded end) {
            find(end.subscription()).ifPresent(subscription -> subscription.ended = true);
        }
    }

    private Optional<Subscription> find(String name) {
        Optional<Subscription> subscription = Optional.ofNullable(subscriptions.get(name));
        if (subscription.isEmpty()) {
            neverStarted.add(name);
        }
        return subscription;
    }

    Map<UUID, HistoryEntry.Invoked> invoked() {
        return invoked;
    }

    List<HistoryEntry.AttemptEnded> attempts(UUID command) {
        return attempts.getOrDefault(command, List.of());
    }

    Set<UUID> attemptedCommands() {
        return new TreeSet<>(attempts.keySet());
    }

    Iterable<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Names of subscriptions that received something but never started. */
    List<String> neverStarted() {
        return neverStarted;
    }

    List<HistoryEntry.Read> reads() {
        return reads;
    }
}

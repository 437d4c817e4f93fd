package io.spanwire.acceptance.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Rules that compare what subscriptions received with the stored events. */
final class SubscriptionRules {
    private final RecordedHistory recorded;
    private final ViolationCollector violations;
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();

    SubscriptionRules(RecordedHistory recorded, StoredHistory stored, ViolationCollector violations) {
        this.recorded = recorded;
        this.violations = violations;
        stored.events().forEach(event -> {
            bodies.put(key(event.stream(), event.version()), event.body());
            heads.merge(event.stream(), event.version(), Math::max);
        });
    }

    void check() {
        Set<String> epochs = new HashSet<>();
        for (RecordedHistory.Subscription subscription : recorded.subscriptions()) {
            checkOrder(subscription);
            checkText(subscription);
            checkComplete(subscription);
            checkCaughtUp(subscription);
            epochs.add(subscription.start.epoch());
        }
        if (epochs.size() > 1) {
            violations.add(Rule.ONE_EPOCH, "subscriptions have the epochs %s", epochs);
        }
        recorded.neverStarted()
                .forEach(name -> violations.add(Rule.SUBSCRIPTION_IN_ORDER, "%s received before it started", name));
    }

    private void checkOrder(RecordedHistory.Subscription subscription) {
        long expected = subscription.start.after();
        for (HistoryEntry.Received event : subscription.received) {
            expected++;
            if (event.version() != expected) {
                violations.add(
                        Rule.SUBSCRIPTION_IN_ORDER,
                        "%s received %d instead of %d",
                        subscription.start,
                        event.version(),
                        expected);
                expected = event.version();
            }
        }
    }

    private void checkText(RecordedHistory.Subscription subscription) {
        for (HistoryEntry.Received event : subscription.received) {
            String body = bodies.get(key(subscription.start.stream(), event.version()));
            if (!event.body().equals(body)) {
                violations.add(
                        Rule.IDENTICAL_TEXT,
                        "%s received %s, stored is %s",
                        subscription.start,
                        event.body(),
                        String.valueOf(body));
            }
        }
    }

    private void checkComplete(RecordedHistory.Subscription subscription) {
        long head = heads.getOrDefault(subscription.start.stream(), 0L);
        if (!subscription.ended && subscription.lastVersion() < head) {
            violations.add(
                    Rule.SUBSCRIPTION_COMPLETE,
                    "%s has %d of %d",
                    subscription.start,
                    subscription.lastVersion(),
                    head);
        }
    }

    private void checkCaughtUp(RecordedHistory.Subscription subscription) {
        int count = subscription.caughtUp.size();
        if (count > 1 || (count == 0 && !subscription.ended)) {
            violations.add(Rule.CAUGHT_UP_ONCE, "%s caught up %d times", subscription.start, count);
        }
        for (HistoryEntry.CaughtUp caughtUp : subscription.caughtUp) {
            long before = subscription.received.stream()
                    .filter(event -> event.at() <= caughtUp.at())
                    .mapToLong(HistoryEntry.Received::version)
                    .max()
                    .orElse(subscription.start.after());
            if (before != caughtUp.version()) {
                violations.add(
                        Rule.CAUGHT_UP_ONCE,
                        "%s caught up at %d, but had received up to %d",
                        subscription.start,
                        caughtUp.version(),
                        before);
            }
        }
    }

    private static String key(String stream, long version) {
        return stream + '#' + version;
    }
}

package io.spanwire.acceptance.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What subscriptions received against the events kept. */
final class SubscriptionRules {
    private final RecordedHistory told;
    private final ViolationCollector findings;
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    SubscriptionRules(RecordedHistory told, StoredHistory kept, ViolationCollector findings) {
        this.told = told;
        this.findings = findings;
        kept.events().forEach(event -> {
            bodies.put(place(event.stream(), event.version()), event.body());
            versions.merge(event.stream(), event.version(), Math::max);
        });
    }

    void check() {
        Set<String> epochs = new HashSet<>();
        for (RecordedHistory.Watch watch : told.watches()) {
            inOrder(watch);
            same(watch);
            complete(watch);
            caughtUp(watch);
            epochs.add(watch.start.epoch());
        }
        if (epochs.size() > 1) {
            findings.add(Rule.ONE_EPOCH, "subscriptions were told %s", epochs);
        }
        told.strays().forEach(name -> findings.add(Rule.WATCH_IN_ORDER, "%s received before it began", name));
    }

    private void inOrder(RecordedHistory.Watch watch) {
        long expected = watch.start.after();
        for (HistoryEntry.Seen seen : watch.seen) {
            expected++;
            if (seen.version() != expected) {
                findings.add(Rule.WATCH_IN_ORDER, "%s saw %d, not %d", watch.start, seen.version(), expected);
                expected = seen.version();
            }
        }
    }

    private void same(RecordedHistory.Watch watch) {
        for (HistoryEntry.Seen seen : watch.seen) {
            String body = bodies.get(place(watch.start.stream(), seen.version()));
            if (!seen.body().equals(body)) {
                findings.add(
                        Rule.SAME_EVERYWHERE, "%s saw %s, kept is %s", watch.start, seen.body(), String.valueOf(body));
            }
        }
    }

    private void complete(RecordedHistory.Watch watch) {
        long head = versions.getOrDefault(watch.start.stream(), 0L);
        if (!watch.left && watch.reached() < head) {
            findings.add(Rule.WATCH_COMPLETE, "%s has %d of %d", watch.start, watch.reached(), head);
        }
    }

    private void caughtUp(RecordedHistory.Watch watch) {
        if (watch.caughtUp.size() > 1 || (watch.caughtUp.isEmpty() && !watch.left)) {
            findings.add(Rule.CAUGHT_UP_ONCE, "%s was told %d times", watch.start, watch.caughtUp.size());
        }
        for (HistoryEntry.CaughtUp told : watch.caughtUp) {
            long before = watch.seen.stream()
                    .filter(seen -> seen.at() <= told.at())
                    .mapToLong(HistoryEntry.Seen::version)
                    .max()
                    .orElse(watch.start.after());
            if (before != told.version()) {
                findings.add(
                        Rule.CAUGHT_UP_ONCE, "%s was told at %d that it has %d", watch.start, before, told.version());
            }
        }
    }

    private static String place(String stream, long version) {
        return stream + '#' + version;
    }
}
